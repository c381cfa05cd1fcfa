/**
 * Which rows others may write in the journal of a run that goes on, and which of them count.
 *
 * @module
 */

import type { Row } from "./row.ts";
import type { SessionState } from "./state.ts";

/** Rule of the block when somebody else wrote what only the run writes. */
export const JOURNAL_FORGED = "journal-forged";

/**
 * Tells what is wrong with a row that another writer put into the journal of a run; `null`: nothing.
 *
 * People leave requests at any time, and act on gates while no attempt runs. All else is written by the run.
 *
 * @param options.attempt Whether an attempt of the run is open.
 */
export function foreignRowProblem(
  row: Row,
  { attempt }: { readonly attempt: boolean },
): string | null {
  switch (row.kind) {
    case "overview-written":
      return null;
    case "request":
      if (!attempt || !ACTS.includes(row.verb)) return null;
      break;
    case "gate-opened":
    case "gate-rejected":
      if (!attempt) return null;
      break;
  }
  return `row ${row.seq} ("${row.kind}") was written ${
    attempt ? "while an attempt ran" : "while a run worked on the session"
  }, and not by the run`;
}

/**
 * Whether a row tells of an act of a person while an attempt was open.
 *
 * The host refuses those, since nobody can tell an agent from a person then: whoever wrote the row, it counts for
 * nothing.
 */
export function isOutOfTurn(
  { attempt }: Pick<SessionState, "attempt">,
  row: Row,
): boolean {
  if (attempt === null) return false;
  switch (row.kind) {
    case "gate-opened":
    case "gate-rejected":
    case "person-edit":
      return true;
    case "request":
      return ["unblock", "goto", "reopen"].includes(row.verb);
    default:
      return false;
  }
}

const ACTS: readonly string[] = ["unblock", "goto", "reopen", "answer"];
