/**
 * What rows about iterations and their attempts change in the state of a session.
 *
 * @module
 */

import type { OpenIteration, OpenRequest } from "./open_iteration.ts";
import { type AttemptOutcome, describeOutcome } from "./outcome.ts";
import type { RowOf } from "./row.ts";
import { addSpending, noSpending } from "./spending.ts";
import type { SessionState } from "./state.ts";

/** The state once an iteration has begun. */
export function foldIterationStarted(
  state: SessionState,
  row: RowOf<"iteration-started">,
): SessionState {
  return {
    ...state,
    iteration: row.iteration,
    open: newIteration(row.phase),
    run: state.run === null
      ? null
      : { ...state.run, iterations: state.run.iterations + 1 },
  };
}

/** The state once an attempt has begun. */
export function foldAttemptStarted(
  state: SessionState,
  { row, said }: {
    readonly row: RowOf<"attempt-started">;
    /** What it uses up. */
    readonly said: readonly OpenRequest[];
  },
): SessionState {
  const open = state.open ?? newIteration(state.phase ?? "unknown");
  return {
    ...state,
    trusted: null,
    // The wait that was to be cut short is over.
    requests: state.requests.filter(({ verb }) => verb !== "retry"),
    open: {
      ...open,
      // A conversation belongs to the provider that had it.
      ...(row.provider === open.provider
        ? {}
        : { conversation: null, conversationUsed: noSpending }),
      attempts: row.attempt,
      redeliveries: open.redeliveries + (row.type === "redelivery" ? 1 : 0),
      repaired: open.repaired || row.type === "repair",
      token: row.token,
      provider: row.provider,
      profile: row.profile,
      lastType: row.type,
      reading: null,
      said: [...open.said, ...said],
    },
    attempt: {
      attempt: row.attempt,
      mark: row.mark,
      log: row.log,
      provider: row.provider,
      pid: null,
      startTime: null,
    },
  };
}

/** The state once an attempt has ended. */
export function foldAttemptEnded(
  state: SessionState,
  row: RowOf<"attempt-ended">,
): SessionState {
  const phase = state.open?.phase ?? state.phase ?? "unknown";
  const spending = {
    costUsd: row.costUsd,
    tokens: row.tokens,
    durationMs: row.durationMs,
  };
  return {
    ...state,
    attempt: null,
    head: row.tree?.head ?? state.head,
    open: state.open === null ? null : {
      ...state.open,
      failed: state.open.failed + (charged(row.outcome) ? 1 : 0),
      conversation: row.conversation ?? state.open.conversation,
      conversationUsed: addSpending(
        row.conversation === null ||
          row.conversation === state.open.conversation
          ? state.open.conversationUsed
          : noSpending,
        spending,
      ),
      lastOutcome: row.outcome,
      trouble: row.outcome.kind === "success"
        ? state.open.trouble
        : describeOutcome(row.outcome),
      kept: row.kept ?? state.open.kept,
    },
    spending: addSpending(state.spending, spending),
    phaseSpending: {
      ...state.phaseSpending,
      [phase]: addSpending(state.phaseSpending[phase] ?? noSpending, spending),
    },
    run: state.run === null ? null : {
      ...state.run,
      spending: addSpending(state.run.spending, spending),
    },
  };
}

/** What a new run still has to know: a success that nothing decided yet, and that the host died. */
export function lastingOutcome(
  outcome: AttemptOutcome | null,
): AttemptOutcome | null {
  return outcome?.kind === "success" || outcome?.kind === "cutOff"
    ? outcome
    : null;
}

/** An iteration that has just begun. */
function newIteration(phase: string): OpenIteration {
  return {
    phase,
    attempts: 0,
    failed: 0,
    redeliveries: 0,
    repaired: false,
    token: null,
    provider: null,
    profile: null,
    lastType: null,
    conversation: null,
    conversationUsed: noSpending,
    lastOutcome: null,
    trouble: null,
    kept: null,
    reading: null,
    said: [],
  };
}

/** Whether an outcome uses up one of the attempts of an iteration. */
function charged(outcome: AttemptOutcome): boolean {
  return !["success", "limit", "cancelled", "cutOff"].includes(outcome.kind);
}
