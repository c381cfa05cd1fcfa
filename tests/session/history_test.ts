import { assert, assertEquals } from "@std/assert";
import { readHistory } from "../../lib/session/history.ts";
import { mutate, numbers } from "./fixture.ts";

const ROWS = [
  '{"timestamp": "2026-01-15 14:30:00", "iteration": 1, "phase": "planning", "status": "continue"}',
  '{"v": 2, "iteration": 1, "source_phase": "Planning", "target_phase": "implementation", "accepted": false}',
  '{"v": 2, "iteration": 2, "source_phase": "testing", "target_phase": null, "accepted": true}',
  '{"v": 2, "status": "escalation", "source_phase": "", "target_phase": "testing"}',
];

Deno.test("readHistory() counts both shapes, refused rows too, and no change of profile", () => {
  assertEquals(readHistory(ROWS.join("\n")), {
    phaseIterations: { planning: 2, testing: 1 },
    iterations: 3,
    visited: ["planning", "testing"],
    broken: 0,
  });
});

Deno.test("readHistory() passes over blank lines and counts broken ones", () => {
  const text = `\r\n${ROWS[0]}\r\n\n{"v": 2, "sou\n[]\n7\nnull\n${ROWS[2]}`;
  assertEquals(readHistory(text), {
    phaseIterations: { planning: 1, testing: 1 },
    iterations: 2,
    visited: ["planning", "testing"],
    broken: 4,
  });
});

Deno.test("readHistory() tells the way through the phases, where a refused step leads nowhere", () => {
  const step = (from: string, to: string | null, accepted: boolean) =>
    JSON.stringify({ v: 2, source_phase: from, target_phase: to, accepted });
  const { visited } = readHistory([
    '{"phase": "implementation"}',
    step("implementation", "Testing", true),
    step("testing", "done", false),
    step("testing", "quality", true),
    step("quality", "quality", true),
    step("quality", "testing", true),
  ].join("\n"));
  assertEquals(visited, ["implementation", "testing", "quality", "testing"]);
});

Deno.test("readHistory() counts an iteration without a usable phase in no phase", () => {
  const text = '{"v": 2, "source_phase": null}\n{"phase": 5}\n{"phase": " "}';
  assertEquals(readHistory(text), {
    phaseIterations: {},
    iterations: 3,
    visited: [],
    broken: 0,
  });
});

Deno.test("readHistory() counts a phase of any name", () => {
  const { phaseIterations } = readHistory('{"phase": "__proto__"}');
  assertEquals(Object.entries(phaseIterations), [["__proto__", 1]]);
});

Deno.test("readHistory() survives whatever a crash leaves", () => {
  const below = numbers(9);
  for (let round = 0; round < 5_000; round++) {
    const read = readHistory(mutate(below, ROWS.join("\n")));
    const inPhases = Object.values(read.phaseIterations)
      .reduce((sum, count) => sum + count, 0);
    assert(inPhases <= read.iterations);
  }
});
