import { assertEquals } from "@std/assert";
import { codex } from "../../lib/provider/codex.ts";
import { sampleEvents } from "./recorded.ts";

const version = "codex/0.169.0";

Deno.test("codex.events() tells the whole story of a run", () => {
  assertEquals(sampleEvents(codex, `${version}/ok`), [
    {
      kind: "started",
      conversation: "01a2047c-7719-7571-90c4-a2a6b24a2044",
      model: null,
      version: null,
      login: null,
    },
    { kind: "text", text: "I will write the file." },
    {
      kind: "tool",
      name: "Shell",
      target:
        `echo '{\\"status\\":\\"continue\\",\\"phase\\":\\"done\\"}' > _signal.json && echo wrote && pwd`,
    },
    { kind: "toolResult", isError: false, text: "wrote\n/home/dev/repo\n" },
    { kind: "tool", name: "Edit", target: "/home/dev/repo/_overview.md" },
    { kind: "toolResult", isError: false, text: "" },
    {
      kind: "tool",
      name: "Shell",
      target:
        "git add -A && git commit -qm 'mock: iteration' && git log --oneline | head -1",
    },
    { kind: "toolResult", isError: false, text: "e03ac80 mock: iteration\n" },
    { kind: "text", text: "Done. Signal written." },
    {
      kind: "result",
      isError: false,
      subtype: "turn.completed",
      text: "",
      turns: null,
      costUsd: null,
      tokens: { input: 1600, output: 200, cacheRead: 2400, cacheWrite: 0 },
      cumulative: true,
      denials: [],
    },
  ]);
});

Deno.test("codex.events() tells a tool that failed, and keeps warnings and thoughts to itself", () => {
  const kinds = sampleEvents(codex, `${version}/tool-error`)
    .map((event) => event.kind === "toolResult" ? event.isError : event.kind);
  assertEquals(kinds, ["started", "tool", true, "text", "result"]);
  const thoughts = sampleEvents(codex, `${version}/reason`)
    .filter((event) => event.kind === "text").map(({ text }) => text);
  assertEquals(thoughts, ["answer"]);
});

Deno.test("codex.events() tells retries from the last word", () => {
  const told = sampleEvents(codex, `${version}/short-fail-die-server`)
    .filter((event) => event.kind === "retrying")
    .map(({ reason }) => reason);
  assertEquals(
    told[0],
    "stream disconnected before completion: Transport error: network error: error decoding response body",
  );
  assertEquals(
    told[1],
    "waiting for network (Connection failed: error sending request)",
  );
  const last = sampleEvents(codex, `${version}/429`).slice(-2)
    .map(({ kind }) => kind);
  assertEquals(last, ["error", "result"]);
});

Deno.test("codex.events() shows tools it does not know by their own name", () => {
  const events = (item: unknown) =>
    codex.events(JSON.stringify({ type: "item.started", item }));
  assertEquals(events({ type: "mcp_tool_call", tool: "find" }), [
    { kind: "tool", name: "mcp_tool_call", target: "find" },
  ]);
  assertEquals(events({ type: "constructor" }), [
    { kind: "tool", name: "constructor", target: "" },
  ]);
});

Deno.test("codex.events() never throws", () => {
  for (const text of ["", "{", "null", "[]", "7", "{}", "\u0000"]) {
    assertEquals(codex.events(text), []);
  }
  for (const type of ["item.started", "item.completed"]) {
    for (const item of [null, 1, "x", [], {}, { type: 1 }]) {
      assertEquals(codex.events(JSON.stringify({ type, item })), []);
    }
  }
  assertEquals(codex.events('{"type":"turn.failed"}').length, 1);
  assertEquals(codex.events('{"type":"turn.completed","usage":7}').length, 1);
});

Deno.test("codex.wants() skips only what cannot matter", () => {
  const wants = (text: string) => codex.wants(new TextEncoder().encode(text));
  const lines = [
    '{"type":"turn.started"}',
    '{"type":"item.updated","item":{"id":"item_1","type":"todo_list"',
    "2026-11-24T20:38:45Z ERROR something",
    '{"type":"turn.completed","usage":{',
    '{"type":"item.completed","item":{"id":"item_1"',
  ];
  assertEquals(lines.map(wants), [false, false, false, true, true]);
});
