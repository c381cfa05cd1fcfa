import { assertEquals } from "@std/assert";
import type { ProviderEvent } from "../../lib/provider/adapter.ts";
import {
  commandAdapter,
  type CommandDescription,
} from "../../lib/provider/command.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import { requestWith } from "./request.ts";

const plain: CommandDescription = {
  args: [],
  prompt: "stdin",
  polite: "SIGTERM",
  fields: null,
};
const fields = {
  text: null,
  tool: null,
  target: null,
  conversation: "id",
  model: null,
  result: "over",
  error: "bad",
  message: "words",
  cost: "usd",
  tokens: null,
};

function args(
  description: Partial<CommandDescription>,
  request: Parameters<typeof requestWith>[0] = {},
): readonly string[] {
  return commandAdapter("x", { ...plain, ...description })
    .command(requestWith(request)).args;
}

Deno.test("commandAdapter() fills placeholders in, and leaves out what belongs to one without a value", () => {
  const words = [
    ["run"],
    ["-m", "{model}"],
    ["--effort={effort}"],
    ["--in", "{working_dir}", "{session}"],
    ["{literally}"],
  ];
  assertEquals(args({ args: words }), [
    "run",
    "--in",
    "/worktrees/s",
    "/sessions/s",
    "{literally}",
  ]);
  const request = { model: "big", effort: "high", extraArgs: ["--more"] };
  assertEquals(args({ args: words }, request), [
    "run",
    "-m",
    "big",
    "--effort=high",
    "--in",
    "/worktrees/s",
    "/sessions/s",
    "{literally}",
    "--more",
  ]);
});

Deno.test("commandAdapter() gives the prompt on standard input, or as a file that is named", () => {
  const file = commandAdapter("x", {
    ...plain,
    args: [["-f", "{prompt_file}"]],
    prompt: "file",
  });
  const { args, stdin } = file.command(requestWith());
  assertEquals([args, stdin], [["-f", "/sessions/s/_logs/p.md"], "null"]);
  const piped = commandAdapter("x", plain).command(requestWith());
  assertEquals(piped.stdin, "prompt");
});

Deno.test("commandAdapter() goes on with a conversation only where it is told and asked for", () => {
  const words = [["--resume", "{conversation}"]];
  const adapter = commandAdapter("x", { ...plain, args: words, fields });
  assertEquals(adapter.resumes, true);
  const command = (resumes: string | null) =>
    adapter.command(requestWith({ resumes })).args;
  assertEquals(command(null), []);
  assertEquals(command("c-1"), ["--resume", "c-1"]);
  const others: readonly Partial<CommandDescription>[] = [
    { args: words },
    { fields },
    { args: words, fields: { ...fields, conversation: null } },
  ];
  for (const other of others) {
    assertEquals(commandAdapter("x", { ...plain, ...other }).resumes, false);
  }
});

Deno.test("commandAdapter() knows what its program can tell", () => {
  const quiet = commandAdapter("x", plain);
  assertEquals([quiet.silent, quiet.reportsCost], [true, false]);
  assertEquals(quiet.events("Hello\r"), [{ kind: "text", text: "Hello\r" }]);
  assertEquals(quiet.events("  "), []);
  const telling = commandAdapter("x", { ...plain, fields });
  assertEquals([telling.silent, telling.reportsCost], [false, true]);
});

interface End {
  readonly exitCode?: number | null;
  readonly signal?: string;
  readonly events?: readonly ProviderEvent[];
  readonly stderr?: string;
}

function outcome(
  description: Partial<CommandDescription>,
  { exitCode = 0, signal, events = [], stderr = "" }: End,
): AttemptOutcome {
  return commandAdapter("x", { ...plain, ...description }).outcome({
    exitCode,
    signal: signal ?? null,
    events,
    stderr,
    nowMs: 0,
  });
}

function ends(isError: boolean, text: string): ProviderEvent {
  return {
    kind: "result",
    isError,
    subtype: "",
    text,
    turns: null,
    costUsd: null,
    tokens: null,
    cumulative: false,
    denials: [],
  };
}

Deno.test("commandAdapter() takes exit code 0 for success where the program tells nothing else", () => {
  assertEquals(outcome({}, {}), { kind: "success" });
  assertEquals(outcome({}, { exitCode: 3, stderr: "Error: no\n" }), {
    kind: "crashed",
    message: "exit code 3: Error: no",
  });
  assertEquals(outcome({}, { exitCode: null, signal: "SIGKILL" }), {
    kind: "crashed",
    message: "SIGKILL",
  });
});

Deno.test("commandAdapter() wants exit code 0 and a result without an error where the program tells results", () => {
  const good = ends(false, "Fine");
  assertEquals(outcome({ fields }, { events: [good] }), { kind: "success" });
  assertEquals(outcome({ fields }, {}), {
    kind: "crashed",
    message: "exit code 0 without a result",
  });
  const bad = ends(true, "Out of ideas");
  assertEquals(outcome({ fields }, { events: [good, bad] }), {
    kind: "crashed",
    message: "exit code 0: Out of ideas",
  });
  const error = { kind: "error", code: "error", message: "Away" } as const;
  assertEquals(outcome({ fields }, { exitCode: 1, events: [error, good] }), {
    kind: "crashed",
    message: "exit code 1: Away",
  });
});
