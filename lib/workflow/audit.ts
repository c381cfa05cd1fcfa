/**
 * What the rows of a journal say about themselves: who opened which gate, and whether anything was done twice or left undone.
 *
 * @module
 */

import { foldRow } from "./fold.ts";
import { isOutOfTurn } from "./foreign_row.ts";
import type { Row } from "./row.ts";
import type { Actor } from "./rows/person_rows.ts";
import { emptyState } from "./state.ts";

/** A gate that somebody opened, or refused to open. */
export interface GateAct extends Actor {
  /** ISO 8601. */
  readonly time: string;
  readonly iteration: number;
  readonly act: "opened" | "rejected";
  /** What was waited for. */
  readonly reason: string;
  readonly to: string;
  readonly plan: string | null;
  readonly planHash: string | null;
}

/** Attempt of an iteration. */
export interface AttemptName {
  readonly iteration: number;
  readonly attempt: number;
}

/** What was found in the rows. */
export interface Audit {
  readonly gates: readonly GateAct[];
  readonly attempts: number;
  /** Attempts without an end, the newest last. */
  readonly endless: readonly AttemptName[];
  readonly decided: number;
  /** Iterations that were decided more than once. */
  readonly decidedTwice: readonly number[];
  /** Attempts of an iteration that had its fenced signal already. */
  readonly needless: readonly AttemptName[];
  /** Attempts that ended more than once: the host writes one end. */
  readonly endedTwice: readonly AttemptName[];
  /** Numbers of rows by which a person would have acted while an attempt was open. */
  readonly outOfTurn: readonly number[];
}

/** Goes over all rows of a journal, in order. */
export function auditRows(rows: readonly Row[]): Audit {
  const gates: GateAct[] = [];
  const endless = new Map<string, AttemptName>();
  const decided = new Map<number, number>();
  const signalled = new Set<number>();
  const needless: AttemptName[] = [];
  const ended = new Set<string>();
  const endedTwice: AttemptName[] = [];
  const outOfTurn: number[] = [];
  let state = emptyState;
  let attempts = 0;
  for (const row of rows) {
    const { iteration, attempt } = row;
    if (isOutOfTurn(state, row)) outOfTurn.push(row.seq);
    state = foldRow(state, row);
    switch (row.kind) {
      case "attempt-started":
        attempts++;
        endless.set(`${iteration}-${attempt}`, { iteration, attempt });
        if (signalled.has(iteration)) needless.push({ iteration, attempt });
        break;
      case "attempt-ended":
        endless.delete(`${iteration}-${attempt}`);
        if (ended.has(`${iteration}-${attempt}`)) {
          endedTwice.push({ iteration, attempt });
        }
        ended.add(`${iteration}-${attempt}`);
        break;
      case "signal-read":
        if (row.reading.kind === "valid" && row.reading.fenced) {
          signalled.add(iteration);
        }
        break;
      case "decided":
        decided.set(iteration, (decided.get(iteration) ?? 0) + 1);
        break;
      case "gate-opened":
      case "gate-rejected":
        gates.push(gateAct(row));
        break;
    }
  }
  return {
    gates,
    attempts,
    endless: [...endless.values()],
    decided: [...decided.values()].reduce((sum, n) => sum + n, 0),
    decidedTwice: [...decided].filter(([, n]) => n > 1).map(([n]) => n),
    needless,
    endedTwice,
    outOfTurn,
  };
}

function gateAct(
  row: Extract<Row, { kind: "gate-opened" | "gate-rejected" }>,
): GateAct {
  const opened = row.kind === "gate-opened";
  return {
    time: row.time,
    iteration: row.iteration,
    by: row.by,
    channel: row.channel,
    act: opened ? "opened" : "rejected",
    reason: row.reason,
    to: row.to,
    plan: opened ? row.plan : null,
    planHash: opened ? row.planHash : null,
  };
}
