/**
 * A folder for the fake provider to act in: a session, a repository, the program.
 *
 * @module
 */

import { join } from "@std/path";
import type { Adapter } from "../../lib/provider/adapter.ts";
import { claude } from "../../lib/provider/claude.ts";
import { codex } from "../../lib/provider/codex.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import { makeFakeProvider } from "./make_provider.ts";

/** What one start of the fake came to. */
export interface Played {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly stdout: string;
  readonly stderrBytes: number;
  /** What the adapter makes of it. */
  readonly outcome: AttemptOutcome;
}

/** A temporary folder with everything the fake needs. */
export interface FakeStage {
  readonly dir: string;
  readonly session: string;
  readonly repository: string;
  readonly program: string;
  /** Starts the program for a phase, and leaves it to the caller. */
  spawn(phase: string, args?: readonly string[]): Deno.ChildProcess;
  /** Starts the program for a phase and waits for its end; `args` are claude's unless they begin with `exec`. */
  play(phase: string, args?: readonly string[]): Promise<Played>;
  /** Text of a file in the session folder. */
  read(name: string): Promise<string>;
}

/** Runs a test in a stage and removes it. */
export async function withStage(
  test: (stage: FakeStage) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await test(await makeStage(dir, env));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function makeStage(
  dir: string,
  env: Readonly<Record<string, string>>,
): Promise<FakeStage> {
  const session = join(dir, "session");
  const repository = join(dir, "repository");
  await Deno.mkdir(session);
  await Deno.writeTextFile(
    join(session, "_overview.md"),
    "# Session: s\n\n## Status\nPhase: planning\nLast Action: none\n\n## Flow Log\n",
  );
  const { success } = await new Deno.Command("git", {
    args: ["init", "-q", repository],
  }).output();
  if (!success) throw new Error("Cannot make a repository");
  const program = await makeFakeProvider(dir, env);
  const spawn = (phase: string, args: readonly string[] = ["-p"]) =>
    new Deno.Command("sh", {
      // The prompt is a file, as it is in a run.
      args: ["-c", 'exec "$0" "$@" <"$PROMPT"', program, ...args],
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH") ?? "",
        PROMPT: promptFile(phase),
        SAMOCODE_RUN: "mark",
      },
      cwd: repository,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  const promptFile = (phase: string) => {
    const path = join(dir, "prompt.md");
    Deno.writeTextFileSync(path, prompt(phase, { session, repository }));
    return path;
  };
  const play = async (phase: string, args: readonly string[] = ["-p"]) => {
    const { code, signal, stdout, stderr } = await spawn(phase, args).output();
    const adapter = args[0] === "exec" ? codex : claude;
    const text = new TextDecoder().decode(stdout);
    const outcome = outcomeOf(adapter, { text, code, signal });
    const stderrBytes = stderr.length;
    return { code, signal, stdout: text, stderrBytes, outcome };
  };
  const read = (name: string) => Deno.readTextFile(join(session, name));
  return { dir, session, repository, program, spawn, play, read };
}

function prompt(
  phase: string,
  { session, repository }: {
    readonly session: string;
    readonly repository: string;
  },
): string {
  return `# One iteration

**Phase:** is only spoken of here.

# Session Context
**Session path:** ${session}
**Working directory:** ${repository}
**Phase:** ${phase}
**Iteration:** 7
**Signal token:** t-1
- TIMESTAMP_FILE: 01-15-14:30
- TIMESTAMP_ITERATION: [007 @ 01-15 14:30]
`;
}

function outcomeOf(
  adapter: Adapter,
  { text, code, signal }: {
    readonly text: string;
    readonly code: number;
    readonly signal: Deno.Signal | null;
  },
): AttemptOutcome {
  return adapter.outcome({
    exitCode: signal === null ? code : null,
    signal,
    events: text.split("\n").flatMap((line) => adapter.events(line)),
    stderr: "",
    nowMs: Date.now(),
    offsetMinutes: -new Date().getTimezoneOffset(),
  });
}
