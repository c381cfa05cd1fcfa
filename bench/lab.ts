/**
 * What all measures work with: the program in its forms, a project to run it in, and how often to measure.
 *
 * @module
 */

import { fromFileUrl, join } from "@std/path";
import { type ChildOptions, timed } from "./child.ts";
import type { Figure } from "./figure.ts";

/** The program in one form, and the empty program in the same form: the least that anything can cost. */
export interface Program {
  readonly form: "compiled" | "source";
  /** The first words of a call. */
  readonly words: readonly string[];
  readonly empty: readonly string[];
  /** Of the runtime. */
  readonly version: string;
}

/** Where measures are made. */
export interface Lab {
  /** Removed at the end. */
  readonly folder: string;
  /** A project with an instant provider; its repository has some hundred files. */
  readonly project: string;
  readonly sessions: string;
  readonly env: Readonly<Record<string, string>>;
  /** All forms that there are. */
  readonly programs: readonly Program[];
  /** The form that is measured where one is enough: the compiled one if there is one. */
  readonly program: Program;
  /** Path of a provider or another helper. */
  tool(name: string): string;
  /** How often to measure; less often in a quick run. */
  rounds(count: number): number;
  /** Runs the program and returns how long it took, in ms. */
  call(
    args: readonly string[],
    options?: {
      readonly codes?: readonly number[];
      readonly env?: Readonly<Record<string, string>>;
      readonly program?: Program;
    },
  ): Promise<number>;
  options(env?: Readonly<Record<string, string>>): ChildOptions;
}

/** One group of figures. */
export interface Measure {
  readonly name: string;
  run(lab: Lab): Promise<readonly Figure[]>;
}

const root = fromFileUrl(new URL("..", import.meta.url));
const FILES = 200;

/** Makes the folder, the programs and the project. */
export async function openLab(
  { quick }: { readonly quick: boolean },
): Promise<Lab> {
  const folder = await Deno.makeTempDir({ prefix: "samocode-bench-" });
  const tool = (name: string) => join(root, "bench/programs", name);
  const home = join(folder, "home");
  const project = join(folder, "repo");
  const sessions = join(folder, "sessions");
  for (const path of [home, project, sessions]) await Deno.mkdir(path);
  const env = {
    PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin",
    HOME: home,
    NO_COLOR: "1",
    DENO_DIR: join(Deno.env.get("HOME") ?? "/root", ".cache/deno"),
    DENO_NO_UPDATE_CHECK: "1",
    CLAUDE_PATH: tool("instant.sh"),
    // Whoever measures as root is asked for this.
    SAMOCODE_SANDBOX: "1",
  };
  await makeProject(project, { folder, env });
  const source = await fromSource(folder);
  const compiled = await compiledIn(folder);
  const programs = compiled === null ? [source] : [compiled, source];
  const program = compiled ?? source;
  const options = (more: Readonly<Record<string, string>> = {}) => ({
    cwd: project,
    env: { ...env, ...more },
  });
  return {
    folder,
    project,
    sessions,
    env,
    programs,
    program,
    tool,
    rounds: (count) => quick ? Math.max(2, Math.ceil(count / 4)) : count,
    options,
    call: (args, { codes, env: more, program: other } = {}) =>
      timed([...(other ?? program).words, ...args], {
        ...options(more),
        ...(codes === undefined ? {} : { codes }),
      }),
  };
}

async function makeProject(
  project: string,
  { folder, env }: {
    readonly folder: string;
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<void> {
  for (let n = 0; n < FILES; n++) {
    const part = join(project, `part${n % 20}`);
    await Deno.mkdir(part, { recursive: true });
    await Deno.writeTextFile(join(part, `file${n}.txt`), `File ${n}\n`);
  }
  await Deno.writeTextFile(
    join(project, ".samocode"),
    [
      `MAIN_REPO=${project}`,
      `WORKTREES=${join(folder, "trees")}`,
      `SESSIONS=${join(folder, "sessions")}`,
      `WORKFLOW=${join(root, "bench/programs/workflow.md")}`,
      "PROVIDER=claude",
      "",
    ].join("\n"),
  );
  const git = (...args: readonly string[]) =>
    timed(["git", ...args], { cwd: project, env });
  await git("init", "-q", "-b", "main");
  await git("add", "--all");
  const author = ["-c", "user.name=b", "-c", "user.email=b@example.org"];
  await git(...author, "commit", "-q", "-m", "start");
}

async function fromSource(folder: string): Promise<Program> {
  const empty = join(folder, "empty.ts");
  await Deno.writeTextFile(empty, 'console.log("");\n');
  const run = [Deno.execPath(), "run", "--quiet", "-A"];
  return {
    form: "source",
    words: [...run, join(root, "main.ts")],
    empty: [...run, empty],
    version: Deno.version.deno,
  };
}

/** Compiles both with the Deno and the base executable that a script names; `null` where there is none. */
async function compiledIn(folder: string): Promise<Program | null> {
  const script = Deno.env.get("SAMOCODE_DENORT");
  if (script === undefined) return null;
  const program = join(folder, "bin/samocode");
  const empty = join(folder, "bin/empty");
  const compile = [
    `found=$(bash "$0") && eval "$found" || exit`,
    `"$DENO" run -A scripts/compile.ts --no-check --output "$1" || exit`,
    `cd / && "$DENO" compile --quiet --no-code-cache -A --output "$2" "$3"`,
    `"$DENO" eval "console.log(Deno.version.deno)"`,
  ].join("\n");
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", compile, script, program, empty, join(folder, "empty.ts")],
    cwd: root,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) {
    throw new Error(`cannot compile: ${decoder.decode(stderr)}`);
  }
  return {
    form: "compiled",
    words: [program],
    empty: [empty],
    version: decoder.decode(stdout).trim().split("\n").at(-1) ?? "",
  };
}
