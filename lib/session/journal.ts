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
  appendLines,
  cutOff,
  digestUpTo,
  endsAt,
  journalStart,
  type Place,
} from "./journal_file.ts";
import { readFirst, type ReadOn, readOn } from "./journal_read.ts";
import { linkRows } from "./journal_rows.ts";
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
  /** Writes a row with its number, time and chain; one that announces an effect is on disk when this resolves. */
  append(row: NewRow): Promise<Row>;
  /** Writes rows that are on disk together. */
  appendAll(rows: readonly NewRow[]): Promise<readonly Row[]>;
  /** sha256 of all bytes of the journal so far, hex; `null` when they are too many. */
  digest(): Promise<string | null>;
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
  /** Gets every row once, in order: those that are there, those of others, and those written here, which are `own`. */
  readonly onRow: (row: Row, own: boolean) => void;
  /** Whether a torn last line is cut off at once; a writer cuts it off before it writes in any case. */
  readonly repair?: boolean;
  /** What of it was read already; nothing unless told. */
  readonly known?: KnownRows;
}

/** How far a journal was read already. */
export interface KnownRows {
  readonly place: Place;
  /** The newest row. */
  readonly last: Pick<Row, "iteration" | "attempt">;
}

const PATIENCE_MS = 5_000;
const nothing: KnownRows = {
  place: journalStart,
  last: { iteration: 0, attempt: 0 },
};

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
  { clock, run, onRow, repair = false, known = nothing }: JournalOptions,
): Promise<Journal> {
  const session = basename(paths.folder);
  let { place, last } = known;
  let repaired: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function take(row: Row, behind: Place, own = false): void {
    place = behind;
    last = row;
    onRow(row, own);
  }

  /** Reads on, and returns how many bytes are torn at the end. */
  function catchUp(): number {
    return tornBehind(readOn(paths, { from: place, onRow: takeRead }));
  }

  function takeRead(row: Row, behind: Place): void {
    take(row, behind);
  }

  function tornBehind({ problem, tornBytes }: ReadOn): number {
    if (problem !== null) throw new JournalChangedError(session, problem);
    return tornBytes;
  }

  function write(rows: readonly NewRow[]): readonly Row[] {
    const atMs = clock.now();
    const linked = linkRows(rows, {
      place,
      last,
      run,
      time: isoStamp({ atMs, offsetMinutes: clock.offset(atMs) }),
    });
    const { lines, flush } = linked;
    if (!appendLines(paths, { from: place, lines, flush })) {
      const problem = "somebody wrote in it without the session lock";
      throw new JournalChangedError(session, problem);
    }
    for (const { row, behind } of linked.rows) take(row, behind, true);
    return linked.rows.map(({ row }) => row);
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
      const appendAll = (rows: readonly NewRow[]) =>
        Promise.try(() => {
          if (open) return write(rows);
          throw new Error("The transaction is over");
        });
      return await work({
        append: async (row) => (await appendAll([row]))[0]!,
        appendAll,
        digest: () => digestUpTo(paths, place.offset),
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

  const first = await readFirst(paths, { from: place, onRow: takeRead });
  if (tornBehind(first) > 0 && repair) await transact(() => {});
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
