import { assert, assertEquals } from "@std/assert";
import { foreignRowProblem } from "../../lib/workflow/foreign_row.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  decided,
  fold,
  prepared,
  runStarted,
} from "./fixture.ts";

const common = { by: "ann", channel: "command", change: null } as const;
const opened: NewRow = {
  kind: "gate-opened",
  ...common,
  reason: "plan_approval",
  from: "planning",
  to: "implementation",
  plan: "p.md",
  planHash: "h",
  note: null,
};

function asked(verb: "say" | "unblock"): NewRow {
  return { kind: "request", ...common, verb, text: "", from: null, to: null };
}

function problem(row: NewRow, attempt: boolean): string | null {
  const rest = {
    seq: 7,
    time: "",
    prev: "",
    iteration: 1,
    attempt: 1,
    run: null,
  };
  return foreignRowProblem({ ...rest, ...row } as Row, { attempt });
}

Deno.test("foreignRowProblem() lets people ask at any time, and act on gates between attempts", () => {
  for (const attempt of [true, false]) {
    assertEquals(problem(asked("say"), attempt), null);
    assertEquals(
      problem({ kind: "overview-written", overview: "" }, attempt),
      null,
    );
  }
  assertEquals(problem(opened, false), null);
  assertEquals(problem(asked("unblock"), false), null);
  assert(problem(opened, true) !== null);
  assert(problem(asked("unblock"), true) !== null);
});

Deno.test("foreignRowProblem() lets nobody write what the run writes", () => {
  const rows = [
    attemptEnded(),
    decided("planning", "implementation"),
    runStarted,
  ];
  for (const row of rows) {
    assertEquals(
      problem(row, false),
      `row 7 ("${row.kind}") was written while a run worked on the session, and not by the run`,
    );
  }
});

Deno.test("foldRow() trusts nothing that a forged row may have said", () => {
  const state = fold([
    ...prepared,
    { ...opened, accepted: ["k"] },
    {
      kind: "check-ended",
      name: "test",
      command: "t",
      green: true,
      exitCode: 0,
      durationMs: 1,
      log: "l",
      logHash: "",
      head: "h",
      tree: "t",
      failure: "",
    },
    decided("implementation", "implementation", {
      decision: "block",
      rule: "journal-forged",
    }),
  ]);
  assertEquals([state.checks, state.accepted, state.approval?.planHash], [
    {},
    [],
    null,
  ]);
  assertEquals(state.blocked?.rule, "journal-forged");
});
