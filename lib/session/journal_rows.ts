/**
 * New rows as lines of the journal: numbered, dated, chained.
 *
 * @module
 */

import type { NewRow, Row } from "../workflow/row.ts";
import { digest } from "./digest.ts";
import type { Place } from "./journal_file.ts";

/** What new rows follow on. */
export interface RowsBefore {
  readonly place: Place;
  /** The newest row; new ones belong to its iteration and attempt unless they say otherwise. */
  readonly last: Pick<Row, "iteration" | "attempt">;
  /** Id of the run that writes; `null` for other commands. */
  readonly run: string | null;
  /** ISO 8601. */
  readonly time: string;
}

/** Rows, each with the place behind it, and the bytes of all their lines. */
export interface LinkedRows {
  readonly rows: readonly { readonly row: Row; readonly behind: Place }[];
  readonly lines: Uint8Array;
  /** Whether one of them announces an effect, so that they must be on disk before it. */
  readonly flush: boolean;
}

const encoder = new TextEncoder();
/**
 * Rows that tell of what was done and announce nothing: they reach the disk with the next row. A power cut before that takes what they tell of
 * with it, or leaves what the row before them has announced.
 */
const TELLING: readonly NewRow["kind"][] = [
  "overview-written",
  "provider-started",
];

/** Makes lines out of rows. */
export function linkRows(
  added: readonly NewRow[],
  { place, last, run, time }: RowsBefore,
): LinkedRows {
  const rows: { row: Row; behind: Place }[] = [];
  let text = "";
  for (const { kind, iteration, attempt, run: told, ...rest } of added) {
    const { row: before, behind: from } = rows.at(-1) ??
      { row: last, behind: place };
    const row = {
      seq: from.end.seq + 1,
      time,
      prev: from.end.hash,
      run: told === undefined ? run : told,
      iteration: iteration ?? before.iteration,
      attempt: attempt ?? before.attempt,
      kind,
      ...rest,
      // The parts of one row, taken apart and put together again.
    } as Row;
    const line = JSON.stringify(row);
    rows.push({ row, behind: placeBehind(from, encoder.encode(line)) });
    text += `${line}\n`;
  }
  const flush = added.some(({ kind }) => !TELLING.includes(kind));
  return { rows, lines: encoder.encode(text), flush };
}

function placeBehind({ offset, end }: Place, line: Uint8Array): Place {
  const lastBytes = line.length + 1;
  return {
    offset: offset + lastBytes,
    lastBytes,
    end: { seq: end.seq + 1, hash: digest(line) },
  };
}
