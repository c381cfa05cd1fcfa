import { assertEquals } from "@std/assert";
import { auditRows } from "../../lib/workflow/audit.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import { attemptEnded, attemptStarted, decided } from "./fixture.ts";

/** Rows of one iteration each, as the journal would number them. */
function rows(...parts: readonly (readonly [number, number, NewRow])[]): Row[] {
  return parts.map(([iteration, attempt, row], i) => ({
    seq: i + 1,
    time: "2026-01-15T14:31:00.000+01:00",
    prev: "",
    run: null,
    ...row,
    iteration,
    attempt,
  } as Row));
}

const signal: NewRow = {
  kind: "signal-read",
  reading: { kind: "valid", fenced: true, signal: { status: "continue" } },
};
const stay = decided("planning", "planning");

Deno.test("auditRows() finds nothing where each iteration has its attempts and one decision", () => {
  const audit = auditRows(rows(
    [1, 1, attemptStarted(1)],
    [1, 1, attemptEnded({ outcome: { kind: "crashed", message: "x" } })],
    [1, 2, attemptStarted(2)],
    [1, 2, attemptEnded()],
    [1, 2, signal],
    [1, 2, stay],
    [2, 1, attemptStarted(1)],
    [2, 1, attemptEnded()],
    [2, 1, stay],
  ));
  assertEquals(audit, {
    gates: [],
    attempts: 3,
    endless: [],
    decided: 2,
    decidedTwice: [],
    needless: [],
    endedTwice: [],
    outOfTurn: [],
  });
});

Deno.test("auditRows() finds an attempt without an end, one without need, and a second decision", () => {
  const audit = auditRows(rows(
    [1, 1, attemptStarted(1)],
    [1, 1, attemptEnded()],
    [1, 1, signal],
    [1, 2, attemptStarted(2)],
    [1, 2, stay],
    [1, 2, stay],
  ));
  assertEquals(audit.endless, [{ iteration: 1, attempt: 2 }]);
  assertEquals(audit.needless, [{ iteration: 1, attempt: 2 }]);
  assertEquals([audit.decided, audit.decidedTwice], [2, [1]]);
});

Deno.test("auditRows() lists who opened and who rejected", () => {
  const by = { by: "ann", channel: "command" };
  const { gates } = auditRows(rows(
    [1, 1, {
      kind: "gate-rejected",
      ...by,
      reason: "plan_approval",
      from: "planning",
      to: "planning",
      text: "Smaller",
      change: null,
    }],
    [2, 1, {
      kind: "gate-opened",
      ...by,
      reason: "plan_approval",
      from: "planning",
      to: "implementation",
      plan: "p.md",
      planHash: "aa",
      note: null,
      change: null,
    }],
  ));
  assertEquals(
    gates.map(({ act, by, plan, iteration }) => [act, by, plan, iteration]),
    [["rejected", "ann", null, 1], ["opened", "ann", "p.md", 2]],
  );
});

Deno.test("auditRows() finds what no host writes: a second end, and an act of a person while an attempt is open", () => {
  const audit = auditRows(rows(
    [1, 1, attemptStarted(1)],
    [1, 1, {
      kind: "gate-opened",
      by: "ann",
      channel: "command",
      reason: "plan_approval",
      from: "planning",
      to: "implementation",
      plan: "p.md",
      planHash: "aa",
      note: null,
      change: null,
    }],
    [1, 1, attemptEnded()],
    [1, 1, attemptEnded()],
  ));
  assertEquals(audit.endedTwice, [{ iteration: 1, attempt: 1 }]);
  assertEquals(audit.outOfTurn, [2]);
});
