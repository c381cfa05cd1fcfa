import { assertEquals } from "@std/assert";
import { demo } from "../../lib/provider/demo.ts";
import type { ProviderEnd } from "../../lib/provider/adapter.ts";

const result = demo.events(JSON.stringify({
  demo: "result",
  ok: true,
  text: "Done",
  turns: 3,
  costUsd: 0,
  tokens: { input: 10, output: 5, cacheRead: 1, cacheWrite: 2 },
}));

function end(overrides: Partial<ProviderEnd>): ProviderEnd {
  return {
    exitCode: 0,
    signal: null,
    events: result,
    stderr: "",
    nowMs: 0,
    ...overrides,
  };
}

Deno.test("demo.command() starts the hidden subcommand with the prompt on standard input", () => {
  const command = demo.command({
    promptFile: "/s/p.md",
    sessionDir: "/s",
    workingDir: "/w",
    model: null,
    effort: null,
    maxTurns: null,
    conversation: "c",
    resumes: null,
    title: "t",
    maxUsd: null,
    inherit: "project",
    sandbox: false,
    extraArgs: [],
  });
  assertEquals([command.args, command.stdin], [["demo-agent"], "prompt"]);
});

Deno.test("demo.events() reads each kind of line", () => {
  const kinds = [
    `{"demo":"started","version":"1"}`,
    `{"demo":"text","text":"Hello"}`,
    `{"demo":"tool","name":"Edit","target":"a.sh"}`,
  ].flatMap((line) => demo.events(line)).map((event) => event.kind);
  assertEquals(kinds, ["started", "text", "tool"]);
  const [only] = result;
  assertEquals(only?.kind === "result" && [only.costUsd, only.tokens], [0, {
    input: 10,
    output: 5,
    cacheRead: 1,
    cacheWrite: 2,
  }]);
});

Deno.test("demo.events() gives nothing for lines it does not know", () => {
  for (const line of ["", "[]", "{", "null", `{"demo":"x"}`, "plain"]) {
    assertEquals(demo.events(line), [], line);
  }
});

Deno.test("demo.outcome() wants exit code 0 and a result without error", () => {
  assertEquals(demo.outcome(end({})).kind, "success");
  assertEquals(demo.outcome(end({ exitCode: 1 })).kind, "crashed");
  assertEquals(demo.outcome(end({ events: [] })).kind, "crashed");
});

Deno.test("demo.outcome() tells the agent's own words when it failed", () => {
  const events = demo.events(`{"demo":"result","ok":false,"text":"no plan"}`);
  assertEquals(demo.outcome(end({ exitCode: 1, events })), {
    kind: "crashed",
    message: "no plan",
  });
});
