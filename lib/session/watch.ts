/**
 * Watching a session from outside: its journal and its lease, without writing and without keeping anybody from writing.
 *
 * @module
 */

import type { Clock } from "../system/clock.ts";
import { foldRow } from "../workflow/fold.ts";
import type { Row } from "../workflow/row.ts";
import { emptyState, type SessionState } from "../workflow/state.ts";
import { openJournal } from "./journal.ts";
import { leaseHeld } from "./lease.ts";
import type { SessionPaths } from "./paths.ts";

/** A session that is watched. */
export interface SessionWatch {
  /** As of the newest row that was read. */
  readonly state: SessionState;
  /** Whether a run held the lease at the last look. */
  readonly held: boolean;
  /**
   * Looks again. A run that does not hold the lease has no more rows to write: all of its rows are in `state` then.
   *
   * @returns Whether there are new rows.
   * @throws {JournalChangedError} when the journal is no continuation of what was read.
   */
  look(): Promise<boolean>;
}

/**
 * Reads the journal and looks at the lease.
 *
 * A look without news costs one look at the size of the journal and one at the lease.
 *
 * @param onRow Gets every row once, in order.
 * @throws {JournalChangedError} when the journal is damaged.
 */
export async function watchSession(
  paths: SessionPaths,
  { clock, onRow = () => {} }: {
    readonly clock: Clock;
    readonly onRow?: (row: Row) => void;
  },
): Promise<SessionWatch> {
  let state = emptyState;
  let held = await leaseHeld(paths, clock);
  const journal = await openJournal(paths, {
    clock,
    run: null,
    onRow(row) {
      state = foldRow(state, row);
      onRow(row);
    },
  });
  return {
    get state() {
      return state;
    },
    get held() {
      return held;
    },
    async look() {
      const before = state.seq;
      held = await leaseHeld(paths, clock);
      await journal.refresh();
      return state.seq > before;
    },
  };
}
