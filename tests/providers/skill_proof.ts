// The skill samocode-run in a person's own conversation with the real program; the scripted model does what the skill says.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { processesWith } from "../e2e/processes.ts";
import { cacheFolder } from "../e2e/program.ts";
import { root } from "../source.ts";
import type { Installed } from "./install.ts";
import { type Model, run, say } from "./model.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";
import { serviceEnvironment } from "./service.ts";
import type { Scene } from "./stage.ts";
import { isObject, objects } from "./stand_in.ts";

const claude = await real("claude");

const START =
  'samocode run greet --detach --task "Greet people by name" -p demo';
const PROMPT =
  "/samocode:samocode-run greet: make this session new, with the provider demo and the task 'Greet people by name'. " +
  "For this session I accept the suggested answers, and I approve the plan when you have seen it.";
/** What the person allows beside what the skill itself is allowed. */
const WORD = ["run", "answer", "approve"].map((name) =>
  `Bash(samocode ${name}:*)`
);
const VERDICT = /^samocode: (\w+) (?:cursor=(\d+) )?next: (.+)$/m;

/** Follows the skill: sees nothing but what its last call printed, and the cursor of its last wait. */
const assistant: Model = ({ outputs }) => {
  const last = outputs.at(-1);
  if (last === undefined) return run("samocode --version");
  if (/^samocode \d/.test(last)) return run(START);
  const [, word, , next = ""] = VERDICT.exec(last) ?? [];
  switch (word) {
    case "started":
    case "change":
    case "timeout":
      return run(next);
    case "waiting":
      return run("samocode show greet");
    case "done":
      return run("samocode history greet");
  }
  const offered = /^(?:Or all as suggested|Approve): +(.+)$/m.exec(last)?.[1];
  if (offered !== undefined) return run(offered);
  if (last.includes("the run that waits goes on by itself")) {
    return run(`samocode wait greet --since ${cursorOf(outputs)}`);
  }
  if (/^# +BEGAN/.test(last)) return run("samocode report greet");
  if (/^Review of /.test(last)) return run("samocode show greet summary");
  if (/^# Summary/.test(last)) return say(reportOf(outputs.at(-2) ?? ""));
  return say(`I do not know how to go on: ${last}`);
};

/** The newest cursor that a wait has told. */
function cursorOf(outputs: readonly string[]): string {
  return outputs.flatMap((text) => VERDICT.exec(text)?.[2] ?? []).at(-1) ?? "";
}

/** What the person is told in the end. */
function reportOf(page: string): string {
  const state = /^State: .*$/m.exec(page)?.[0] ?? "State: unknown";
  return `${state}\n${page.split(/^Commits\n-+\n/m)[1] ?? ""}`;
}

interface Talk {
  readonly code: number;
  /** All that the program printed. */
  readonly out: string;
  /** Names of the tools that were called. */
  readonly tools: readonly string[];
  readonly commands: readonly string[];
  readonly denied: readonly string[];
  /** What the person reads in the end. */
  readonly result: string;
}

/** Starts the conversation in the folder of the project, as a person who has the plugin. */
async function talk(
  { project, api }: Scene,
  { program, allowed }: {
    readonly program: Installed["program"];
    readonly allowed: readonly string[];
  },
): Promise<Talk> {
  const bin = join(project.dir, "bin");
  await Deno.mkdir(bin);
  await Deno.writeTextFile(
    join(bin, "samocode"),
    `#!/bin/sh\nexec '${Deno.execPath()}' run -A --quiet '${root}main.ts' "$@"\n`,
    { mode: 0o755 },
  );
  const { code, stdout } = await new Deno.Command(program, {
    args: [
      ...["-p", "--output-format", "stream-json", "--verbose"],
      ...["--plugin-dir", root],
      ...allowed.flatMap((rule) => ["--allowedTools", rule]),
      ...["--", PROMPT],
    ],
    cwd: project.dir,
    clearEnv: true,
    env: {
      ...serviceEnvironment("claude", { url: api.url, subscription: false }),
      DENO_DIR: await cacheFolder(),
      DISABLE_AUTOUPDATER: "1",
      HOME: project.home,
      PATH: `${bin}:${Deno.env.get("PATH")}`,
    },
    stdin: "null",
  }).output();
  const out = new TextDecoder().decode(stdout);
  const lines = objects(out.trim().split("\n").map((line) => JSON.parse(line)));
  const calls = lines.flatMap(({ type, message }) =>
    type === "assistant" && isObject(message) ? objects(message["content"]) : []
  ).filter(({ type }) => type === "tool_use");
  const end = lines.find(({ type }) => type === "result");
  return {
    code,
    out,
    tools: calls.map(({ name }) => String(name)),
    commands: calls.map(commandOf),
    denied: objects(end?.["permission_denials"]).map(({ tool_input }) =>
      commandOf({ input: tool_input })
    ),
    result: String(end?.["result"]),
  };
}

function commandOf({ input }: Readonly<Record<string, unknown>>): string {
  return isObject(input) ? String(input["command"]) : "";
}

proof(
  claude,
  "claude walks a session from the task to the report as the skill samocode-run says",
  async (scene) => {
    const { project, api, installed: { program } } = scene;
    const talked = await talk(scene, { program, allowed: WORD });
    assertEquals(talked.code, 0, talked.out);
    await project.quiet();

    const told = api.requests[0]?.prompts.join("\n") ?? "";
    assertStringIncludes(told, "# Run and watch samocode");
    assertStringIncludes(told, "Arguments: `greet: make this session new");

    const { commands } = talked;
    // The person approves the plan that was shown, and each wait goes on where the one before ended.
    assert(
      commands.some((line) => /^samocode approve .* --plan-hash /.test(line)),
    );
    const cursors = commands.flatMap((line) =>
      /^samocode wait .*--since (\d+)$/.exec(line)?.[1] ?? []
    ).map(Number);
    assertEquals(cursors, cursors.toSorted((a, b) => a - b));
    assertEquals(
      cursors.length,
      commands.filter((line) => line.startsWith("samocode wait ")).length,
    );
    for (const line of commands) {
      assertStringIncludes(told, line.split(" ", 2).join(" "));
    }
    assertEquals(new Set(talked.tools), new Set(["Bash"]));
    assertEquals(talked.denied, [], talked.result);
    assert(commands.length <= 40, commands.join("\n"));
    // Nothing but the program was called: whatever is in the session folder, the model did not write it.
    assertEquals(
      commands.filter((line) => /^samocode [^;&|<>`$]+$/.test(line)),
      commands,
    );
    assertEquals(
      commands.map((line) => line.split(" ")[1]).filter((w) => w !== "wait"),
      [
        ...["--version", "run", "show", "answer", "show", "approve"],
        ...["history", "report", "show"],
      ],
    );

    const session = project.session();
    session.sound();
    assertEquals(session.decisions().at(-1), "finish done done");
    assertEquals(session.rowsOf("iteration-started").length, 11);
    assertEquals(session.rowsOf("person-edit"), []);
    assertEquals(session.rowsOf("gate-opened").map(({ by }) => by), [
      "person",
      "person",
    ]);

    const log = await project.sh("git log --format='- %h %s' main..greet");
    const commits = log.split("\n");
    assert(commits.length >= 3, log);
    for (const line of commits) assertStringIncludes(talked.result, line);
    assertStringIncludes(talked.result, "State: done");
    assertEquals(processesWith(project.home), []);
  },
  { model: assistant },
);

proof(
  claude,
  "claude lets the skill samocode-run look, and start nothing that the person did not allow",
  async (scene) => {
    const { project, installed: { program } } = scene;
    const talked = await talk(scene, { program, allowed: [] });
    assertEquals(talked.commands, ["samocode --version", START]);
    assertEquals(talked.denied, [START]);
    assertEquals(
      [...Deno.readDirSync(project.dir)].map(({ name }) => name)
        .filter((name) => name === "sessions"),
      [],
    );
  },
  { model: assistant },
);
