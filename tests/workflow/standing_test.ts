import { assertEquals } from "@std/assert";
import { stateText } from "../../lib/workflow/progress_state.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  type Evidence,
  needsPerson,
  runStays,
  standing,
} from "../../lib/workflow/standing.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  fold,
  prepared,
  runStarted,
} from "./fixture.ts";

const NOW = { atMs: Date.parse("2026-01-15T15:00:00Z"), offsetMinutes: 0 };
const iteration: NewRow = {
  kind: "iteration-started",
  phase: "investigation",
  iteration: 1,
};
const going = [...prepared, runStarted, iteration, attemptStarted(1)];

function stopped(
  reason: Extract<NewRow, { kind: "run-stopped" }>["reason"],
  text = "",
): NewRow {
  const code = 0;
  return { kind: "run-stopped", reason, code, text, next: null, overview: "o" };
}

/** The line about a session with these rows; the lease is free unless told. */
function line(
  rows: readonly NewRow[],
  rest: Partial<Evidence> = {},
): string {
  return stateText(stands(rows, rest).progress);
}

function stands(rows: readonly NewRow[], rest: Partial<Evidence> = {}) {
  return standing({
    state: fold(rows),
    damage: null,
    lease: "free",
    holder: null,
    answered: false,
    sinceMs: NOW.atMs - 180_000,
    tool: null,
    silentMs: null,
    now: NOW,
    ...rest,
  }, (verb) => `samocode ${verb} x`);
}

const held = { lease: "held" } as const;

Deno.test("standing() tells what a run is doing", () => {
  const reading = {
    kind: "valid",
    signal: { status: "continue" },
    fenced: true,
  } as const;
  const checking = [
    ...going,
    attemptEnded(),
    {
      kind: "signal-read",
      reading,
    } as const,
  ];
  const table: readonly (readonly [string, string])[] = [
    [
      line(going, { ...held, tool: "Bash ls", silentMs: 59_000 }),
      "running 3 min, last tool Bash ls",
    ],
    [
      line(going, { ...held, silentMs: 480_000 }),
      "running 3 min, silent for 8 min",
    ],
    [
      line([...going, attemptEnded()], held),
      "running 3 min, between attempts",
    ],
    [line(checking, held), "running 3 min, the signal is being checked"],
    [line(prepared.slice(0, 1), held), "running 3 min, preparing"],
    [line([], held), "running 3 min"],
  ];
  for (const [told, text] of table) assertEquals(told, text);
});

Deno.test("standing() tells until when a limit holds a run", () => {
  const wait = {
    kind: "limit-wait",
    provider: "claude",
    window: "five_hour",
    until: "2026-01-15T17:12:00.000Z",
    told: true,
    ended: null,
  } as const;
  assertEquals(
    line([...going, wait], held),
    "limit until 17:12 (2 h 12 min)",
  );
  assertEquals(
    line([...going, { ...wait, told: false }], held),
    "limit, reset unknown, next attempt in 2 h 12 min",
  );
});

Deno.test("standing() tells what waits, whether a run stays or not", () => {
  const gate = (reason: string, to: string | null = null): NewRow => ({
    kind: "gate-waiting",
    reason,
    to,
    plan: null,
    planHash: null,
    text: "",
    overview: "o",
  });
  const waits = [...prepared, runStarted, gate("plan_approval")];
  assertEquals(line(waits), "waiting: plan approval → samocode approve x");
  assertEquals(line(waits, held), line(waits));
  const stays = [
    ...prepared,
    { ...runStarted, stay: true } as NewRow,
    gate("plan_approval"),
  ];
  const state = fold(stays);
  const holder = { run: state.run?.id ?? "", pid: 1, alive: null };
  assertEquals(
    line(stays, { ...held, holder }),
    "waiting, its run stays: plan approval → samocode approve x",
  );
  assertEquals(runStays(stands(stays, { ...held, holder })), true);
  const others: readonly Partial<Evidence>[] = [
    { holder },
    // Somebody looks after the session whose run died.
    { ...held, holder: { ...holder, run: "another" } },
    { ...held },
  ];
  for (const rest of others) {
    assertEquals(runStays(stands(stays, rest)), false);
    assertEquals(line(stays, rest), line(waits));
  }
  const over = [...stays, stopped("interrupted")];
  assertEquals(runStays(stands(over, { ...held, holder })), false);
  assertEquals(
    line([...prepared, gate("human_action")]),
    "waiting: human action → samocode unblock x",
  );
  assertEquals(
    line([...prepared, gate("test_changes", "quality")]),
    "waiting: test changes → samocode approve x",
  );
  const asks = [...prepared, gate("qa_answers")];
  assertEquals(
    line(asks),
    "waiting: answers to its questions → samocode answer x",
  );
  assertEquals(
    line(asks, { answered: true }),
    "stopped: all questions are answered → samocode run x",
  );
  assertEquals(needsPerson(stands(asks)), true);
  assertEquals(needsPerson(stands(asks, { answered: true })), false);
});

Deno.test("standing() tells why nothing runs, and what to type", () => {
  const blocked = decided("investigation", "investigation", {
    decision: "block",
    rule: "person",
    text: "No key\nMore",
  });
  const done = decided("done", "done", { decision: "finish", text: "All in" });
  const table: readonly (readonly [readonly NewRow[], string])[] = [
    [prepared, "stopped: not started yet → samocode run x"],
    [[...going, blocked], "blocked: No key → samocode unblock x"],
    [[...going, done], "done: All in"],
    [
      going,
      "stopped: the run ended without a word in the middle of an attempt → samocode run x",
    ],
    [
      [...going, attemptEnded()],
      "stopped: the run ended without a word → samocode run x",
    ],
    [
      [...prepared, runStarted, stopped("limit", "5 hours are used up")],
      "stopped: 5 hours are used up → samocode run x",
    ],
    [
      [...prepared, runStarted, stopped("failed", "no attempts left")],
      "stopped: failed: no attempts left → samocode run x",
    ],
    [
      [...prepared, runStarted, stopped("waiting", "a plan")],
      "stopped: ready to go on → samocode run x",
    ],
  ];
  for (const [rows, text] of table) assertEquals(line(rows), text);
});

Deno.test("standing() says so when the evidence does not agree", () => {
  const holder = { run: "run-1", pid: 7, alive: false };
  assertEquals(
    line(going, { ...held, holder }),
    "unknown: the lease is held, but process 7 that took it is not there",
  );
  const alive = { ...holder, alive: true };
  assertEquals(
    line(going, { holder: alive }),
    "unknown: process 7 of the run lives, but it does not hold the lease",
  );
  // The process of a run that has said its last word is about to end.
  assertEquals(
    line([...going, stopped("requested", "Stopped")], { holder: alive }),
    "stopped: Stopped → samocode run x",
  );
  assertEquals(
    line(going, { lease: "unknown" }),
    "unknown: the lease cannot be looked at",
  );
});

Deno.test("standing() trusts a damaged journal only where a run holds the lease", () => {
  const damage = "line 3 is another";
  assertEquals(
    line(going, { damage }),
    "unknown: line 3 is another → samocode verify x",
  );
  assertEquals(stands(going, { damage, ...held }).kind, "running");
});
