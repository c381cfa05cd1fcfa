/**
 * Reads the journal of a session for somebody who only looks: nothing is repaired, and a broken one is no failure.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import { openJournal } from "../../session/journal.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import { foldRow } from "../../workflow/fold.ts";
import type { Row } from "../../workflow/row.ts";
import { emptyState, type SessionState } from "../../workflow/state.ts";

/** What a journal says. */
export interface JournalReading {
  /** Fold of the rows that could be read; `seq` is 0 without a journal. */
  readonly state: SessionState;
  /** Why it could not be read to its end; `null`: it could. */
  readonly problem: string | null;
}

/** Reads a journal; `onRow` gets every row up to the first fault, in order, with the state before it. */
export async function readJournal(
  paths: SessionPaths,
  onRow: (row: Row, before: SessionState) => void = () => {},
): Promise<JournalReading> {
  let state = emptyState;
  const options = {
    clock: systemClock,
    run: null,
    onRow: (row: Row) => {
      onRow(row, state);
      state = foldRow(state, row);
    },
  };
  try {
    await openJournal(paths, options);
    return { state, problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const problem = error.details.length === 0
      ? `the journal cannot be read: ${error.message}`
      : `the journal was changed by somebody else: ${error.details.join("; ")}`;
    return { state, problem };
  }
}
