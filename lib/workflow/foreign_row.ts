/**
 * Which rows others may write in the journal of a run that goes on.
 *
 * @module
 */

import type { Row } from "./row.ts";

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

const ACTS: readonly string[] = ["unblock", "goto", "reopen", "answer"];
