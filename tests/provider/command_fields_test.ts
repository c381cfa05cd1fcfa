import { assertEquals } from "@std/assert";
import type { ProviderEvent } from "../../lib/provider/adapter.ts";
import {
  type CommandFields,
  fieldEvents,
} from "../../lib/provider/command_fields.ts";
import { factsOf } from "../../lib/provider/facts.ts";

const fields: CommandFields = {
  text: "note.say",
  tool: "act.name",
  target: "act.on.0",
  conversation: "thread",
  model: "model",
  result: "type=over",
  error: "trouble",
  message: "trouble.words",
  cost: "usd",
  tokens: {
    input: "used.in",
    output: "used.out",
    cacheRead: "used.kept",
    cacheWrite: null,
  },
};

function events(
  value: unknown,
  more: Partial<CommandFields> = {},
): readonly ProviderEvent[] {
  return fieldEvents(JSON.stringify(value), { ...fields, ...more });
}

Deno.test("fieldEvents() follows dotted paths to texts and tools", () => {
  assertEquals(events({ note: { say: "Hello" } }), [
    { kind: "text", text: "Hello" },
  ]);
  assertEquals(events({ act: { name: "Edit", on: ["a.ts"] }, thread: "t" }), [
    { kind: "tool", name: "Edit", target: "a.ts" },
  ]);
  // What is no text is shown as it is.
  assertEquals(events({ act: { name: "Sum", on: [{ a: 1 }] } }), [
    { kind: "tool", name: "Sum", target: '{"a":1}' },
  ]);
});

Deno.test("fieldEvents() tells the conversation where a turn begins or ends", () => {
  const started = {
    kind: "started",
    conversation: "t-1",
    model: null,
    version: null,
    login: null,
  } as const;
  assertEquals(events({ thread: "t-1" }), [started]);
  assertEquals(events({ thread: "t-1", model: "big" }), [
    { ...started, model: "big" },
  ]);
  const kinds = events({ thread: "t-1", type: "over", note: { say: "Bye" } })
    .map(({ kind }) => kind);
  assertEquals(kinds, ["started", "result"]);
});

Deno.test("fieldEvents() knows a result by its word, and what it tells", () => {
  const [result] = events({
    type: "over",
    note: { say: "Bye" },
    usd: 1.5,
    used: { in: 7, out: 3, kept: 2 },
  });
  assertEquals(result, {
    kind: "result",
    isError: false,
    subtype: "success",
    text: "Bye",
    turns: null,
    costUsd: 1.5,
    tokens: { input: 7, output: 3, cacheRead: 2, cacheWrite: 0 },
    cumulative: false,
    denials: [],
  });
  assertEquals(events({ type: "overture" }), []);
  const [failed] = events({ type: "over", trouble: { words: "No" } });
  assertEquals(
    failed?.kind === "result" && [failed.isError, failed.text],
    [true, "No"],
  );
});

Deno.test("fieldEvents() takes a condition without a word for something that is there", () => {
  const kinds = (value: unknown) =>
    events(value, { result: "end" }).map(({ kind }) => kind);
  assertEquals(kinds({ end: { at: 1 } }), ["result"]);
  assertEquals(kinds({ end: 0 }), ["result"]);
  for (const end of [false, null, ""]) assertEquals(kinds({ end }), []);
});

Deno.test("fieldEvents() tells errors before the end, and adds up what steps used", () => {
  assertEquals(events({ trouble: { words: "Slow" } }), [
    { kind: "error", code: "error", message: "Slow" },
  ]);
  const steps = [
    ...events({ usd: 0.25, used: { in: 100, out: 20 } }),
    ...events({ usd: 0.5, used: { in: 200, out: 10, kept: 5 } }),
  ];
  const summed = factsOf(steps);
  assertEquals([summed.costUsd, summed.tokens], [
    0.75,
    { input: 300, output: 30, cacheRead: 5, cacheWrite: 0 },
  ]);
  // A result that tells the whole wins.
  const whole = [...steps, ...events({ type: "over", usd: 0.7 })];
  assertEquals(factsOf(whole).costUsd, 0.7);
  assertEquals(factsOf(whole).tokens?.input, 300);
});

Deno.test("fieldEvents() makes nothing of other lines and of what every object has", () => {
  for (const line of ["", "Hello", "[1]", "null", "{", '{"note":5}']) {
    assertEquals(fieldEvents(line, fields), [], line);
  }
  assertEquals(events({}, { text: "constructor.name" }), []);
  assertEquals(events({ note: "x" }, { text: "note.length" }), []);
});
