/**
 * When `samocode wait` answers, and with which word and exit code.
 *
 * @module
 */

import type { Row } from "./row.ts";
import type { StandingKind } from "./standing.ts";
import type { SessionState } from "./state.ts";

/** What is waited for; the end of the run always counts, too. */
export type WaitUntil = "change" | "gate" | "done";

/** All of them. */
export const WAIT_UNTIL: readonly WaitUntil[] = ["change", "gate", "done"];

/** What whoever waits knows, and what was found. */
export interface WaitFacts {
  readonly state: SessionState;
  /** Whether a run holds the lease. */
  readonly held: boolean;
  /** Number of the newest row that is news; 0: none. */
  readonly news: number;
  /** Number of the row up to which everything is known already; `null`: nothing is, and only what comes is news. */
  readonly since: number | null;
  /** Number of the newest row when the wait began. */
  readonly begun: number;
  /** For how long no row was added. */
  readonly quietMs: number;
}

/** Word of the last line. */
export type WaitWord =
  | "change"
  | "waiting"
  | "blocked"
  | "done"
  | "stopped"
  | "timeout";

/** What the last line says, and the exit code. */
export interface WaitEnd {
  readonly word: WaitWord;
  readonly code: number;
}

/**
 * Rows come in bursts: an answer between a decision and what follows from it, a few milliseconds later, would call for the next question at once.
 */
export const SETTLE_MS = 100;
/** A run that is about to end tells the person first, and that may take a moment. */
const ENDING_MS = 5_000;

const CHANGED = 10;
const TIMED_OUT = 124;

/**
 * Whether a row is worth an answer.
 *
 * It is when a decision was taken, a gate closed or was opened or rejected, a person asked for something or edited,
 * a usage limit began, or a run stopped. Preparation, starts, attempts, checks and notices are not: each answer costs
 * whoever waits a turn.
 */
export function isNews(row: Row): boolean {
  switch (row.kind) {
    case "decided":
    case "gate-waiting":
    case "gate-opened":
    case "gate-rejected":
    case "person-edit":
    case "request":
    case "run-stopped":
      return true;
    case "limit-wait":
      return row.ended === null;
    default:
      return false;
  }
}

/** Whether the wait is over; without a run it always is. */
export function waitIsOver(facts: WaitFacts, until: WaitUntil): boolean {
  const { state, held, quietMs } = facts;
  if (!held) return true;
  const { run } = state;
  const needed = state.waiting !== null || state.blocked !== null;
  const ending = needed && run?.stay !== true || state.finished ||
    run !== null && run.stopped !== null;
  if (quietMs < (ending ? ENDING_MS : SETTLE_MS)) return false;
  switch (until) {
    case "change":
      return facts.news > (facts.since ?? facts.begun) ||
        needed && facts.since === null;
    case "gate":
      return needed || state.finished;
    case "done":
      return state.finished;
  }
}

/**
 * The word and the exit code of a wait that is over: the code of `run` when the run stopped, 10 when something changed
 * and it still runs, 124 when the time is up.
 *
 * @param kind Where the session stands.
 *
 * @example A run that stays alive at a gate
 * ```ts
 * import { waitEnd } from "./wait_verdict.ts";
 * import { emptyState } from "./state.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const facts = { state: emptyState, held: true, timedOut: false };
 * assertEquals(waitEnd("waiting", facts), { word: "waiting", code: 10 });
 * ```
 */
export function waitEnd(
  kind: StandingKind,
  { state, held, timedOut }: {
    readonly state: SessionState;
    readonly held: boolean;
    readonly timedOut: boolean;
  },
): WaitEnd {
  if (held && timedOut) return { word: "timeout", code: TIMED_OUT };
  switch (kind) {
    case "running":
      return { word: "change", code: CHANGED };
    case "done":
      return { word: "done", code: held ? CHANGED : 0 };
    case "waiting":
      return { word: "waiting", code: held ? CHANGED : 4 };
    case "blocked":
      return { word: "blocked", code: held ? CHANGED : 5 };
    case "unknown":
      return held
        ? { word: "change", code: CHANGED }
        : { word: "blocked", code: 5 };
    case "stopped":
      return { word: "stopped", code: stoppedCode(state) };
  }
}

/** A run that was killed left no code, and one whose reason is gone by now left none that still holds. */
function stoppedCode({ run }: SessionState): number {
  const stopped = run?.stopped ?? null;
  if (stopped === null) return 1;
  return ["waiting", "blocked", "done"].includes(stopped.reason)
    ? 1
    : stopped.code;
}
