/**
 * What a decision changes in the state of a session.
 *
 * @module
 */

import { withSaid } from "./fold_person.ts";
import { JOURNAL_FORGED } from "./foreign_row.ts";
import type { RowOf } from "./row.ts";
import type { SessionState } from "./state.ts";

/** The state once an iteration is decided. */
export function foldDecided(
  state: SessionState,
  row: RowOf<"decided">,
): SessionState {
  return {
    ...state,
    phase: row.to,
    cameFrom: row.to === row.from ? state.cameFrom : row.from,
    head: row.tree?.head ?? state.head,
    open: null,
    ...(unread(state, row) ? { requests: withSaid(state) } : {}),
    finished: row.decision === "finish",
    refusals: row.refused ? state.refusals + 1 : 0,
    escalated: escalatedAfter(state, row),
    note: unread(state, row) ? state.note : row.nudge ??
      (row.refused || row.escalated !== undefined ||
          row.rule === "already-answered"
        ? row.text
        : null),
    ...(row.progress === undefined ? {} : {
      recent: [...state.recent, row.progress].slice(-4),
      nudged: row.nudge !== undefined,
    }),
    phaseIterations: row.refused ? state.phaseIterations : {
      ...state.phaseIterations,
      [row.from]: (state.phaseIterations[row.from] ?? 0) + 1,
    },
    phaseTotals: {
      ...state.phaseTotals,
      [row.from]: (state.phaseTotals[row.from] ?? 0) + 1,
    },
    waiting: row.wait === null
      ? null
      : { ...row.wait, text: row.text, since: row.time },
    blocked: row.decision === "block"
      ? {
        reason: row.text,
        needs: row.needs,
        rule: row.rule,
        since: row.time,
      }
      : null,
    lastDecision: row,
    ...(row.rule === JOURNAL_FORGED ? distrusted(state) : {}),
  };
}

/** What a forged row may have said is asked for once more: checks, comparison, what a person approved and accepted. */
function distrusted({ approval }: SessionState): Partial<SessionState> {
  return {
    approval: approval === null ? null : { ...approval, planHash: null },
    accepted: [],
    checks: {},
    compared: null,
    requests: [],
  };
}

/** Whether an iteration was blocked before any attempt of it could have read what it was told. */
function unread(
  { open }: SessionState,
  { decision }: RowOf<"decided">,
): boolean {
  return decision === "block" && open !== null &&
    open.lastOutcome?.kind !== "success" && open.reading?.kind !== "valid";
}

/** A stronger profile counts until its phase is left. */
function escalatedAfter(
  { escalated }: SessionState,
  row: RowOf<"decided">,
): SessionState["escalated"] {
  if (row.escalated !== undefined) {
    return { phase: row.from, profile: row.escalated.to };
  }
  return row.to === row.from ? escalated : null;
}
