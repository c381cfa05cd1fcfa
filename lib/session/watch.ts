/**
 * Watching a session from outside: its journal and its lease, without writing and without keeping anybody from writing.
 *
 * @module
 */

import type { Clock } from "../system/clock.ts";
import { foldRow } from "../workflow/fold.ts";
import type { Row } from "../workflow/row.ts";
import { emptyState, type SessionState } from "../workflow/state.ts";
import { provenGlance } from "./glance.ts";
import { openJournal } from "./journal.ts";
import { leaseHeld } from "./lease.ts";
import type { SessionPaths } from "./paths.ts";

/** A session that is watched. */
export interface SessionWatch {
  /** As of the newest row that was read; without task and dive where they are long. */
  readonly state: SessionState;
  /** Whether a run holds the lease, as of a second ago at most; without one all rows that it wrote are in `state`. */
  readonly held: boolean;
  /**
   * Looks again.
   *
   * @returns Whether there are new rows.
   * @throws {JournalChangedError} when the journal is no continuation of what was read.
   */
  look(): Promise<boolean>;
}

/** The lease costs more than the journal; it is looked at as often as this, and whenever there is reason to. */
const LEASE_MS = 1_000;

/**
 * Reads the journal and looks at the lease.
 *
 * A look without news costs one look at the size of the journal, and one at the lease in a second.
 *
 * @param version Of the program: what a run of it has summed up is not read row by row; `null`: every row is read.
 * @param onRow Gets every row that is read once, in order.
 * @throws {JournalChangedError} when the journal is damaged.
 */
export async function watchSession(
  paths: SessionPaths,
  { clock, version, onRow = () => {} }: {
    readonly clock: Clock;
    readonly version: string | null;
    readonly onRow?: (row: Row) => void;
  },
): Promise<SessionWatch> {
  let held = await leaseHeld(paths, clock);
  let probedAt = clock.steady();
  const glance = version === null ? null : await provenGlance(paths, version);
  let state = glance?.state ?? emptyState;
  for (const row of glance?.rows ?? []) onRow(row);
  const journal = await openJournal(paths, {
    clock,
    run: null,
    ...(glance === null ? {} : { known: glance.known() }),
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
      await journal.refresh();
      const due = clock.steady() - probedAt >= LEASE_MS;
      if (due || state.seq > before || isEnding(state)) {
        held = await leaseHeld(paths, clock);
        probedAt = clock.steady();
        // What the run wrote before it let go of the lease.
        if (!held) await journal.refresh();
      }
      return state.seq > before;
    },
  };
}

function isEnding({ run }: SessionState): boolean {
  return run !== null && run.stopped !== null;
}
