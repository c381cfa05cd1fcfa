/**
 * The journal: the host's own record of a session, one row per thing it did, written before the effect it announces.
 *
 * @module
 */

import { basename } from "@std/path";
import { BusyError, UserError } from "../errors.ts";
import { type Clock, systemClock } from "../system/clock.ts";
import type { NewRow, Row } from "../workflow/row.ts";
import { isoStamp } from "../workflow/timestamps.ts";
import {
  appendLine,
  cutOff,
  endsAt,
  journalStart,
  type Place,
  readOn,
} from "./journal_file.ts";
import { acquireLock } from "./lock.ts";
import type { SessionPaths } from "./paths.ts";

/** The journal is no continuation of what was read of it: somebody else wrote in it. Exit code 5. */
export class JournalChangedError extends UserError {
  override readonly name: string = "JournalChangedError";

  /** Makes an error for the session with a name; `problem` says where it shows. */
  constructor(session: string, problem: string) {
    super("Cannot write the journal: it was changed by somebody else", {
      hint: `samocode verify ${session}`,
      details: [problem],
      exitCode: 5,
    });
  }
}

/** What a writer may do while it holds the session lock. */
export interface JournalTx {
  /** Writes a row with its number, time and chain; it is on disk when this resolves. */
  append(row: NewRow): Promise<Row>;
}

/** A journal that is open. */
export interface Journal {
  /** Bytes of the rows read so far. */
  readonly size: number;
  /** What was cut off when it was opened or written to, in words; `null`: nothing. */
  readonly repaired: string | null;
  /**
   * Reads rows that other writers appended; one look at the size when there are none.
   *
   * @throws {JournalChangedError} when the file is no continuation of what was read.
   */
  refresh(): Promise<void>;
  /**
   * Works under the session lock, on the newest rows. Calls queue up; one inside another never ends.
   *
   * @throws {BusyError} when other processes hold the lock for five seconds.
   * @throws {JournalChangedError} when the file is no continuation of what was read.
   */
  transact<T>(work: (tx: JournalTx) => Promise<T> | T): Promise<T>;
  /** Appends one row under the session lock. */
  append(row: NewRow): Promise<Row>;
}

/** How a journal is opened. */
export interface JournalOptions {
  readonly clock: Clock;
  /** Id of the run that writes; `null` for other commands. */
  readonly run: string | null;
  /** Gets every row once, in order: those that are there, those of others, our own. */
  readonly onRow: (row: Row) => void;
  /** Whether a torn last line is cut off at once; a writer cuts it off before it writes in any case. */
  readonly repair?: boolean;
}

const PATIENCE_MS = 5_000;
const encoder = new TextEncoder();

/**
 * Opens a journal, which need not exist, and reads it.
 *
 * Rows are not kept. A torn last line is passed over until its end is there.
 *
 * @throws {JournalChangedError} when the chain is broken; `onRow` has got the rows before the break.
 * @throws {BusyError} when a torn line is to be cut off, and other processes hold the lock for five seconds.
 */
export async function openJournal(
  paths: SessionPaths,
  { clock, run, onRow, repair = false }: JournalOptions,
): Promise<Journal> {
  const session = basename(paths.folder);
  let place: Place = journalStart;
  let last = { iteration: 0, attempt: 0 };
  let repaired: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function take(row: Row, behind: Place): void {
    place = behind;
    last = row;
    onRow(row);
  }

  /** Reads on, and returns how many bytes are torn at the end. */
  function catchUp(): number {
    const { problem, tornBytes } = readOn(paths, { from: place, onRow: take });
    if (problem !== null) throw new JournalChangedError(session, problem);
    return tornBytes;
  }

  function write(added: NewRow): Row {
    const { kind, iteration, attempt, run: told, ...rest } = added;
    const atMs = clock.now();
    const row = {
      seq: place.end.seq + 1,
      time: isoStamp({ atMs, offsetMinutes: clock.offset(atMs) }),
      prev: place.end.hash,
      run: told === undefined ? run : told,
      iteration: iteration ?? last.iteration,
      attempt: attempt ?? last.attempt,
      kind,
      ...rest,
      // The parts of one row, taken apart and put together again.
    } as Row;
    const line = encoder.encode(`${JSON.stringify(row)}\n`);
    const behind = appendLine(paths, { from: place, line });
    if (behind === null) {
      const problem = "somebody wrote in it without the session lock";
      throw new JournalChangedError(session, problem);
    }
    take(row, behind);
    return row;
  }

  async function locked<T>(work: (tx: JournalTx) => Promise<T> | T) {
    // Other processes hold it in real time, whatever clock tells the times of the rows.
    const lock = await acquireLock(paths.sessionLock, {
      waitMs: PATIENCE_MS,
      clock: systemClock,
    });
    if (lock === null) {
      throw new BusyError(
        `Cannot write to session "${session}": another process holds its lock`,
        { hint: "try again" },
      );
    }
    let open = true;
    try {
      const tornBytes = catchUp();
      if (tornBytes > 0) {
        cutOff(paths, place);
        repaired = `the last line of the journal was torn: ` +
          `${tornBytes} bytes behind row ${place.end.seq} were cut off`;
      }
      return await work({
        append: (row) =>
          Promise.try(() => {
            if (open) return write(row);
            throw new Error("The transaction is over");
          }),
      });
    } finally {
      open = false;
      lock.release();
    }
  }

  function transact<T>(work: (tx: JournalTx) => Promise<T> | T): Promise<T> {
    const result = queue.then(() => locked(work));
    const settled = () => {};
    queue = result.then(settled, settled);
    return result;
  }

  if (catchUp() > 0 && repair) await transact(() => {});
  return {
    get size() {
      return place.offset;
    },
    get repaired() {
      return repaired;
    },
    refresh: () =>
      Promise.try(() => {
        if (!endsAt(paths, place)) catchUp();
      }),
    transact,
    append: (row) => transact((tx) => tx.append(row)),
  };
}
