import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseSignal, type Reading } from "../../lib/workflow/signal.ts";

const NO_TOKEN = { token: null };

function reasonOf(reading: Reading): string {
  return reading.kind === "valid" ? "(valid)" : reading.reason;
}

Deno.test("parseSignal() carries every field and ignores unknown keys", () => {
  const text = JSON.stringify({
    status: "waiting",
    phase: "planning",
    summary: "s",
    reason: "r",
    needs: "n",
    for: "plan_approval",
    colour: ["blue"],
  });
  assertEquals(parseSignal(text, NO_TOKEN), {
    kind: "valid",
    signal: {
      status: "waiting",
      phase: "planning",
      summary: "s",
      reason: "r",
      needs: "n",
      for: "plan_approval",
    },
    fenced: false,
  });
});

Deno.test("parseSignal() lowers status and phase, and nothing else", () => {
  const reading = parseSignal(
    '{"status":" DONE ","phase":"Quality","needs":"Tea","summary":" A "}',
    NO_TOKEN,
  );
  assertEquals(reading, {
    kind: "valid",
    signal: { status: "done", phase: "quality", needs: "Tea", summary: " A " },
    fenced: false,
  });
});

Deno.test("parseSignal() reads null and an empty phase as absent", () => {
  for (const phase of ["null", '""', '" "']) {
    const text = `{"status":"continue","phase":${phase},"needs":null}`;
    assertEquals(parseSignal(text, NO_TOKEN), {
      kind: "valid",
      signal: { status: "continue" },
      fenced: false,
    });
  }
});

Deno.test("parseSignal() reads waiting_for as for, and prefers for", () => {
  const table = [
    ['"waiting_for":"qa_answers"', "qa_answers"],
    ['"for":"human_action","waiting_for":"qa_answers"', "human_action"],
    ['"for":null,"waiting_for":"unheard_of"', "unheard_of"],
  ] as const;
  for (const [fields, expected] of table) {
    const reading = parseSignal(`{"status":"waiting",${fields}}`, NO_TOKEN);
    assert(reading.kind === "valid");
    assertEquals(reading.signal.for, expected);
  }
});

Deno.test("parseSignal() tells nothing from something broken", () => {
  const table: readonly (readonly [string | undefined, string, string])[] = [
    [undefined, "missing", "no signal file"],
    ["", "missing", "empty"],
    [" \r\n\t", "missing", "empty"],
    ["\uFEFF", "missing", "empty"],
    ["{}", "missing", "empty"],
    ["\uFEFF { } ", "missing", "empty"],
    ["null", "invalid", "nothing, not an object"],
    ["[]", "invalid", "a list"],
    ["0", "invalid", "a number"],
    ['""', "invalid", "a text"],
    ["false", "invalid", "true or false"],
    ['{"status":"continue"', "invalid", "not JSON"],
    ["continue", "invalid", "not JSON"],
    ["[".repeat(200_000), "invalid", "not JSON"],
    ['{"phase":"testing"}', "invalid", '"status" is missing'],
    ['{"status":null}', "invalid", '"status" is missing'],
    ['{"status":1}', "invalid", '"status" is a number'],
    ['{"status":"finished"}', "invalid", '"finished", not one of continue'],
    ['{"status":"done","phase":["a"]}', "invalid", '"phase" is a list'],
    ['{"status":"done","waiting_for":{}}', "invalid", '"waiting_for" is an'],
    ['{"status":"done","token":7}', "invalid", '"token" is a number'],
  ];
  for (const [text, kind, part] of table) {
    const reading = parseSignal(text, NO_TOKEN);
    assertEquals(reading.kind, kind, text);
    assertStringIncludes(reasonOf(reading), part);
  }
});

Deno.test("parseSignal() names all wrong fields at once, in short", () => {
  const text = `{"status":"${"x".repeat(5000)}","phase":1,"summary":2}`;
  const reason = reasonOf(parseSignal(text, NO_TOKEN));
  for (const key of ["status", "phase", "summary"]) {
    assertStringIncludes(reason, `"${key}"`);
  }
  assert(reason.length < 300);
});

Deno.test("parseSignal() fences by the token", () => {
  const table: readonly (readonly [string | null, string, string])[] = [
    ["t1", ',"token":"t1"', "fenced"],
    ["t1", ',"token":" t1 "', "fenced"],
    ["t1", "", "unfenced"],
    ["t1", ',"token":null', "unfenced"],
    ["t1", ',"token":"t2"', "stale"],
    ["t1", ',"token":"T1"', "stale"],
    ["t1", ',"token":""', "stale"],
    [null, ',"token":"t1"', "unfenced"],
    [null, "", "unfenced"],
  ];
  for (const [token, field, expected] of table) {
    const reading = parseSignal(`{"status":"continue"${field}}`, { token });
    const found = reading.kind === "valid"
      ? reading.fenced ? "fenced" : "unfenced"
      : reading.kind;
    assertEquals(found, expected, `${token} ${field}`);
  }
});

Deno.test("parseSignal() finds a foreign signal stale even when it is broken", () => {
  const text = '{"status":5,"token":"old"}';
  assertEquals(parseSignal(text, { token: "new" }).kind, "stale");
});

Deno.test("parseSignal() is not confused by names of the prototype", () => {
  const text = '{"__proto__":{"status":"done"},"constructor":1}';
  assertStringIncludes(reasonOf(parseSignal(text, NO_TOKEN)), "missing");
});
