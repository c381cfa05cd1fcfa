import { assertEquals } from "@std/assert";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import type { StandingKind } from "../../lib/workflow/standing.ts";
import { stopCode, type StopReason } from "../../lib/workflow/stop_reason.ts";
import {
  isNews,
  waitEnd,
  waitIsOver,
  type WaitUntil,
} from "../../lib/workflow/wait_verdict.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  fold,
  prepared,
  runStarted,
} from "./fixture.ts";

const waiting: NewRow = {
  kind: "gate-waiting",
  reason: "plan_approval",
  to: "implementation",
  plan: "plan.md",
  planHash: "c0ffee",
  text: "Two phases",
  overview: "",
};
const limit: NewRow = {
  kind: "limit-wait",
  provider: "demo",
  window: "five_hour",
  until: "2026-01-15T15:00:00.000+00:00",
  told: true,
  ended: null,
};
const blocked = decided("planning", "planning", { decision: "block" });
const finished = decided("done", "done", { decision: "finish" });

function stopped(reason: StopReason): NewRow {
  const code = stopCode(reason);
  return {
    kind: "run-stopped",
    reason,
    code,
    text: "",
    next: null,
    overview: null,
  };
}

function staying(): NewRow {
  return { ...runStarted, stay: true } as NewRow;
}

function news(row: NewRow): boolean {
  const common = {
    seq: 1,
    time: "",
    prev: "",
    run: null,
    iteration: 1,
    attempt: 1,
  };
  return isNews({ ...common, ...row } as Row);
}

Deno.test("isNews() tells decisions, gates, limits and ends from the daily work", () => {
  assertEquals([waiting, limit, blocked, stopped("limit")].map(news), [
    true,
    true,
    true,
    true,
  ]);
  const work = [
    ...prepared,
    runStarted,
    attemptStarted(1),
    attemptEnded(),
    { ...limit, ended: "reset" } as NewRow,
  ];
  assertEquals(work.map(news), work.map(() => false));
});

/** Whether a wait is over after rows, the last of them written ten seconds ago unless told. */
function over(
  rows: readonly NewRow[],
  { until = "change", since = null, begun = 3, quietMs = 10_000, held = true }:
    {
      readonly until?: WaitUntil;
      readonly since?: number | null;
      readonly begun?: number;
      readonly quietMs?: number;
      readonly held?: boolean;
    } = {},
): boolean {
  const all = [...prepared, runStarted, ...rows];
  const state = fold(all);
  const last = all.findLastIndex(news) + 1;
  return waitIsOver({ state, held, news: last, since, begun, quietMs }, until);
}

Deno.test("waitIsOver() is true without a run, whatever is waited for", () => {
  for (const until of ["change", "gate", "done"] as const) {
    assertEquals(over([], { until, held: false, quietMs: 0 }), true);
  }
});

Deno.test("waitIsOver() hears of news behind the cursor only", () => {
  const rows = [decided("planning", "planning")];
  assertEquals(over(rows), true);
  assertEquals(over(rows, { since: 3 }), true);
  assertEquals(over(rows, { since: 4 }), false);
  assertEquals(over(rows, { begun: 4 }), false);
  assertEquals(over([attemptStarted(1)]), false);
});

Deno.test("waitIsOver() lets a burst of rows end", () => {
  const rows = [decided("planning", "planning")];
  assertEquals(over(rows, { quietMs: 99 }), false);
  assertEquals(over(rows, { quietMs: 100 }), true);
});

Deno.test("waitIsOver() waits for the end of a run that stops at its gate, not for one that stays", () => {
  assertEquals(over([waiting], { quietMs: 4_999 }), false);
  assertEquals(over([waiting], { quietMs: 5_000 }), true);
  assertEquals(over([staying(), waiting], { quietMs: 100 }), true);
  assertEquals(over([stopped("limit")], { quietMs: 4_999 }), false);
});

Deno.test("waitIsOver() tells what waits for a person at once, and with a cursor once", () => {
  const rows = [staying(), waiting];
  assertEquals(over(rows, { begun: 5 }), true);
  assertEquals(over(rows, { begun: 5, since: 4 }), true);
  assertEquals(over(rows, { begun: 5, since: 5 }), false);
  assertEquals(over(rows, { begun: 5, since: 5, until: "gate" }), true);
});

Deno.test("waitIsOver() passes over what does not need a person, or is not the end", () => {
  const change = [decided("planning", "planning")];
  assertEquals(over(change, { until: "gate" }), false);
  assertEquals(over([blocked], { until: "gate" }), true);
  assertEquals(over([staying(), waiting], { until: "done" }), false);
  assertEquals(over([finished], { until: "done" }), true);
});

Deno.test("waitEnd() gives the code of the run that stopped", () => {
  const cases:
    readonly (readonly [StandingKind, StopReason, string, number])[] = [
      ["done", "done", "done", 0],
      ["waiting", "waiting", "waiting", 4],
      ["blocked", "blocked", "blocked", 5],
      ["unknown", "blocked", "blocked", 5],
      ["stopped", "requested", "stopped", 0],
      ["stopped", "failed", "stopped", 1],
      ["stopped", "limit", "stopped", 6],
      ["stopped", "interrupted", "stopped", 130],
    ];
  for (const [kind, reason, word, code] of cases) {
    const state = fold([...prepared, runStarted, stopped(reason)]);
    const end = waitEnd(kind, { state, held: false, timedOut: false });
    assertEquals(end, { word, code }, kind);
  }
});

Deno.test("waitEnd() gives 1 for a run that was killed, and for one whose reason is gone", () => {
  const killed = fold([...prepared, runStarted]);
  const approved = fold([...prepared, runStarted, stopped("waiting")]);
  for (const state of [killed, approved, fold([])]) {
    assertEquals(waitEnd("stopped", { state, held: false, timedOut: false }), {
      word: "stopped",
      code: 1,
    });
  }
});

Deno.test("waitEnd() gives 10 while the run goes on, and 124 when the time is up", () => {
  const state = fold([...prepared, runStarted]);
  const kinds = ["running", "waiting", "blocked", "unknown"] as const;
  assertEquals(
    kinds.map((kind) => waitEnd(kind, { state, held: true, timedOut: false })),
    [
      { word: "change", code: 10 },
      { word: "waiting", code: 10 },
      { word: "blocked", code: 10 },
      { word: "change", code: 10 },
    ],
  );
  for (const kind of kinds) {
    const end = waitEnd(kind, { state, held: true, timedOut: true });
    assertEquals(end, { word: "timeout", code: 124 });
  }
});
