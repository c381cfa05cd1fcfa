import { assertEquals } from "@std/assert";
import { claude } from "../../lib/provider/claude.ts";
import { sampleEvents } from "./recorded.ts";

const version = "claude/2.1.330";

function line(value: unknown) {
  return claude.events(JSON.stringify(value));
}

function wants(text: string): boolean {
  return claude.wants(new TextEncoder().encode(text).subarray(0, 64));
}

Deno.test("claude.events() tells the whole story of a run", () => {
  assertEquals(sampleEvents(claude, `${version}/ok`), [
    {
      kind: "started",
      conversation: "90465260-82f0-4750-ac79-e36da6eb4aa7",
      model: "claude-sonnet-4-5",
      version: "2.1.330",
      login: "ANTHROPIC_API_KEY",
    },
    { kind: "text", text: "I will write the file." },
    {
      kind: "tool",
      name: "Bash",
      target:
        `echo '{"status":"continue","phase":"done"}' > _signal.json && echo wrote && pwd`,
    },
    { kind: "toolResult", isError: false, text: "wrote\n/home/dev/repo" },
    { kind: "tool", name: "Write", target: "/home/dev/repo/_overview.md" },
    {
      kind: "toolResult",
      isError: false,
      text:
        "File created successfully at: /home/dev/repo/_overview.md (file state is current in your context — no need to Read it back)",
    },
    {
      kind: "tool",
      name: "Bash",
      target:
        "git add -A && git commit -qm 'mock: iteration' && git log --oneline | head -1",
    },
    { kind: "toolResult", isError: false, text: "5527d87 mock: iteration" },
    { kind: "text", text: "Done. Signal written." },
    {
      kind: "result",
      isError: false,
      subtype: "success",
      text: "Done. Signal written.",
      turns: 4,
      costUsd: 0.0216,
      tokens: { input: 400, output: 200, cacheRead: 8000, cacheWrite: 4000 },
      cumulative: true,
      denials: [],
    },
  ]);
});

Deno.test("claude.events() counts what subagents used", () => {
  const result = sampleEvents(claude, `${version}/subagent`).at(-1);
  assertEquals(result?.kind === "result" && result.tokens?.input, 400);
});

Deno.test("claude.events() tells a tool that failed and one that was not allowed", () => {
  const failed = sampleEvents(claude, `${version}/tool-error`)
    .filter(({ kind }) => kind === "toolResult");
  assertEquals(failed, [
    { kind: "toolResult", isError: true, text: "Exit code 3\noops" },
  ]);
  const denied = sampleEvents(claude, `${version}/permission-denied`)
    .filter((event) => event.kind === "denied").map(({ tool }) => tool);
  assertEquals(denied, ["Bash", "Write", "Bash"]);
});

Deno.test("claude.events() tells every retry with its reason", () => {
  const reasons = (name: string) =>
    sampleEvents(claude, `${version}/${name}`)
      .filter((event) => event.kind === "retrying")
      .map(({ attempt, reason }) => [attempt, reason]);
  assertEquals(reasons("529-retries2"), [
    [1, "overloaded (529)"],
    [2, "overloaded (529)"],
  ]);
  assertEquals(reasons("die-once"), [[1, "no answer from the service"]]);
});

Deno.test("claude.events() reads keys in any order and a result that names no success an error", () => {
  const [result] = line({ num_turns: 1, result: "x", type: "result" });
  assertEquals(result?.kind === "error" && result.code, "unknown");
  const last = line({ num_turns: 1, result: "x", type: "result" }).at(-1);
  assertEquals(last?.kind === "result" && last.isError, true);
});

Deno.test("claude.events() never throws", () => {
  const odd = ["", "{", "null", "[]", "7", '"x"', "{}", "\u0000", "{\u2028}"];
  for (const text of odd) assertEquals(claude.events(text), []);
  for (const type of ["system", "assistant", "user", "rate_limit_event"]) {
    for (const message of [null, 1, "x", [], {}, { content: [null, 1, {}] }]) {
      assertEquals(line({ type, message, subtype: 1 }), []);
    }
  }
});

Deno.test("claude.wants() skips only what cannot matter", () => {
  const useless = [
    '{"type":"stream_event","event":{"type":"content_block_delta"',
    '{"type":"system","subtype":"task_started","task_id":"b1","prompt":',
    "Warning: something",
    "",
  ];
  assertEquals(useless.map(wants), useless.map(() => false));
  const wanted = [
    '{"type":"user","message":{"role":"user","content":[{"tool_use_id"',
    '{"type":"system","subtype":"init"',
    '{"duration_api_ms":176,"stop_reason":"end_turn"',
    '{ "type": "stream_event"',
    ' \t{"uuid":"x"',
    '{"x":"' + "é".repeat(40),
  ];
  assertEquals(wanted.map(wants), wanted.map(() => true));
});
