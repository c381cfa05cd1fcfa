import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/completions.ts";
import {
  completionScript,
  type Shell,
} from "../../lib/cli/completions/script.ts";
import { subcommands } from "../../lib/cli/subcommands.ts";
import { UsageError } from "../../lib/errors.ts";
import { findProgram } from "../../lib/system/find_program.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { programEnvironment, programWords } from "./program.ts";

const bash = findProgram("bash", Deno.env.toObject());
const zsh = findProgram("zsh", Deno.env.toObject());

/** A samocode that knows two sessions, and one more in the project `other`. */
const STUB = `samocode() {
  case "$*" in
  "completions --sessions") printf '%s\\n' 26-01-15-auth auth ;;
  "completions --sessions --config other") echo elsewhere ;;
  esac
}
`;

/** What a shell offers behind words; the last one is the word that is being typed. */
async function offered(
  words: readonly string[],
  { env = {}, before = STUB, cwd = "/" }: {
    readonly env?: Record<string, string>;
    readonly before?: string;
    readonly cwd?: string;
  } = {},
): Promise<readonly string[]> {
  const script = `${before}${completionScript("bash", subcommands)}
COMP_WORDS=(samocode "$@"); COMP_CWORD=$#; _samocode
[ "\${#COMPREPLY[@]}" = 0 ] || printf '%s\\n' "\${COMPREPLY[@]}"`;
  return await inShell(bash!, { script, words, env, cwd });
}

/** What the part that both shells share prints. */
async function candidates(
  shell: Shell,
  words: readonly string[],
): Promise<readonly string[]> {
  const script = `${STUB}
compdef() { :; }
${completionScript(shell, subcommands)}
_samocode_candidates "" "$@"`;
  const program = shell === "bash" ? bash! : zsh!;
  return await inShell(program, { script, words, env: {}, cwd: "/" });
}

async function inShell(
  program: string,
  { script, words, env, cwd }: {
    readonly script: string;
    readonly words: readonly string[];
    readonly env: Record<string, string>;
    readonly cwd: string;
  },
): Promise<readonly string[]> {
  const { stdout, stderr } = await new Deno.Command(program, {
    args: ["-c", script, "shell", ...words],
    cwd,
    clearEnv: true,
    env,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(stderr), "");
  return decoder.decode(stdout).trim().split("\n").filter(Boolean);
}

Deno.test({
  name: "completions of bash know the subcommands, and no hidden one",
  ignore: bash === null,
  fn: async () => {
    const all = await offered([""]);
    for (const { name, hidden } of subcommands) {
      assertEquals(all.includes(name), !hidden, name);
    }
    assertEquals(await offered(["un"]), ["unblock", "undo", "uninstall"]);
    assertEquals(await offered(["help", "unb"]), ["unblock"]);
  },
});

Deno.test({
  name: "completions of bash know the flags of each subcommand",
  ignore: bash === null,
  fn: async () => {
    assertEquals(await offered(["run", "auth", "--max-"]), [
      "--max-iterations",
      "--max-hours",
      "--max-usd",
    ]);
    assertEquals(await offered(["wait", "--max-"]), []);
    assertEquals(await offered(["--det"]), []);
    assertEquals(await offered(["--config", "x", "--det"]), ["--detach"]);
  },
});

Deno.test({
  name:
    "completions of bash know sessions where one is due, of the project that is named",
  ignore: bash === null,
  fn: async () => {
    assertEquals(await offered(["status", ""]), ["26-01-15-auth", "auth"]);
    assertEquals(await offered(["status", "au"]), ["auth"]);
    assertEquals(await offered(["run", "--once", "-s", ""]), [
      "26-01-15-auth",
      "auth",
    ]);
    assertEquals(await offered(["run", "-c", "other", ""]), ["elsewhere"]);
    assertEquals(await offered(["goto", "planning", "a"]), ["auth"]);
    assertEquals(await offered(["status", "auth", ""]), []);
    assertEquals(await offered(["run", "--task", ""]), []);
    assertEquals(await offered(["run", "--task", "it", "a"]), ["auth"]);
  },
});

Deno.test({
  name:
    "completions of bash know the words that may stand somewhere, and leave files to the shell",
  ignore: bash === null,
  fn: async () => {
    assertEquals(await offered(["session", ""]), [
      "start",
      "continue",
      "sync",
      "checkpoint",
      "lessons",
      "archive",
    ]);
    assertEquals(await offered(["session", "archive", "a"]), ["auth"]);
    assertEquals(await offered(["show", "auth", "d"]), ["diff"]);
    assertEquals(await offered(["show", "d"]), ["diff"]);
    assertEquals(await offered(["wait", "--until", ""]), [
      "change",
      "gate",
      "done",
    ]);
    assertEquals(await offered(["run", "--provider", "co"]), ["codex"]);
    assertEquals(await offered(["run", "--session", "=", "au"]), ["auth"]);
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(join(folder, "task one.md"), "");
      assertEquals(
        await offered(["run", "--task-file", "ta"], { cwd: folder }),
        ["task one.md"],
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "completions of zsh offer the same",
  ignore: bash === null || zsh === null,
  fn: async () => {
    const calls = [
      [],
      ["status"],
      ["session"],
      ["run", "-c", "other"],
      ["run", "--task-file"],
      ["show", "auth"],
      ["wait", "--until"],
    ];
    for (const words of calls) {
      const expected = await candidates("bash", words);
      assertEquals(await candidates("zsh", words), expected, words.join(" "));
    }
  },
});

Deno.test({
  name: "completions ask the program itself for sessions",
  ignore: bash === null,
  fn: () =>
    inProject(async (project) => {
      await project.session("26-01-15-json-flag");
      const before = `samocode() { ${
        programWords.map((word) => `'${word}'`).join(" ")
      } "$@"; }\n`;
      const env = programEnvironment(project);
      assertEquals(
        await offered(["status", "j"], { before, env, cwd: project.repo }),
        ["json-flag"],
      );
    }),
});

async function names(
  project: MadeProject,
  cwd = project.repo,
): Promise<readonly string[]> {
  const terminal = project.terminal({ cwd });
  await run({ flags: { sessions: true }, positionals: [] }, terminal);
  assertEquals(terminal.errLines, []);
  return terminal.outLines;
}

Deno.test("completions run() prints sessions with and without their dates, and no name that a shell would expand", () =>
  inProject(async (project) => {
    await project.session("26-01-15-auth");
    await project.session("26-01-16-auth");
    await project.session("plain");
    await project.session("$(touch x)");
    assertEquals(await names(project), [
      "26-01-15-auth",
      "26-01-16-auth",
      "auth",
      "plain",
    ]);
    assertEquals(await names(project, project.home), []);
  }));

Deno.test("completions run() prints a script for a shell that it knows", () =>
  inProject(async (project) => {
    const call = async (...positionals: readonly string[]) => {
      const terminal = project.terminal();
      await run({ flags: {}, positionals }, terminal, { subcommands });
      return terminal.outLines.join("\n");
    };
    const script = completionScript("bash", subcommands).trimEnd();
    assertEquals(await call("bash"), script);
    assert((await call("zsh")).startsWith("#compdef samocode\n"));
    await assertRejects(() => call("fish"), UsageError, "there are none");
    await assertRejects(() => call(), UsageError, "no shell is named");
  }));
