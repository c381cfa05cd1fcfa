/**
 * Reads the end of a journal only: from the newest row that tells what all rows before it add up to.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { openPlain } from "../system/plain_file.ts";
import { foldRow } from "../workflow/fold.ts";
import type { Row, RowOf } from "../workflow/row.ts";
import { readSum } from "../workflow/rows_sum.ts";
import type { SessionState } from "../workflow/state.ts";
import { readLine } from "./chain.ts";
import { digest } from "./digest.ts";
import type { KnownRows } from "./journal.ts";
import { digestUpTo } from "./journal_file.ts";
import type { SessionPaths } from "./paths.ts";

/** What the end of a journal tells. */
export interface Glance {
  /** Task and dive are `null` where they are long. */
  readonly state: SessionState;
  /** Whether nothing of the state is left out. */
  readonly whole: boolean;
  /** The rows that were read, from the end of a run on. */
  readonly rows: readonly [RowOf<"run-stopped">, ...Row[]];
  /** Bytes of the journal before these rows. */
  readonly offset: number;
  /** Where somebody can go on reading. */
  known(): KnownRows;
}

/** A journal's end is looked for in so many bytes. */
const TAIL_BYTES = 64 << 10;

const encoder = new TextEncoder();
/** Throws a `TypeError` at what is no UTF-8: other bytes in its place would be counted and hashed otherwise than they stand there. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Glances at a journal; `null` when its whole has to be read: there is no such row, another version of the program wrote it, or something is wrong
 * behind it. Faults before it are not seen.
 */
export function glanceAt(paths: SessionPaths, version: string): Glance | null {
  const tail = tailOf(paths);
  const text = tail.text.slice(0, tail.text.lastIndexOf("\n") + 1);
  const at = text.lastIndexOf('"kind":"run-stopped"');
  // In a text of a row the quotation marks would have backslashes.
  if (at < 0) return null;
  const from = text.lastIndexOf("\n", at) + 1;
  const before = text.slice(text.lastIndexOf("\n", from - 2) + 1, from - 1);
  if (before === "") return null;
  const lines = text.slice(from).split("\n").slice(0, -1);
  const [stopped, ...rows] = chained(lines, before) ?? [];
  if (stopped?.kind !== "run-stopped") return null;
  const sum = readSum(stopped.sum, version);
  if (sum === null || sum.state.seq !== stopped.seq - 1) return null;
  return {
    state: [stopped, ...rows].reduce(foldRow, sum.state),
    whole: sum.whole,
    rows: [stopped, ...rows],
    offset: tail.offset + bytesIn(text.slice(0, from)),
    known: () => {
      const line = lines.at(-1)!;
      const last = rows.at(-1) ?? stopped;
      return {
        place: {
          offset: tail.offset + bytesIn(text),
          lastBytes: bytesIn(line) + 1,
          end: { seq: last.seq, hash: digest(line) },
        },
        last,
      };
    },
  };
}

/**
 * The same for whoever relies on it: the bytes before are those that the end of the run was written behind.
 *
 * As little as a chain can this show that somebody wrote another journal.
 */
export async function provenGlance(
  paths: SessionPaths,
  version: string,
): Promise<Glance | null> {
  const glance = glanceAt(paths, version);
  if (glance === null) return null;
  const told = glance.rows[0].before;
  if (told === undefined) return null;
  return told === await digestUpTo(paths, glance.offset) ? glance : null;
}

function bytesIn(text: string): number {
  return encoder.encode(text).length;
}

/** The end of a file. */
interface Tail {
  /** Bytes before it. */
  readonly offset: number;
  readonly text: string;
}

/** The end of the journal, from the start of a line on; empty when it cannot be read. */
function tailOf(paths: SessionPaths): Tail {
  try {
    const file = openPlain(paths.journal);
    if (file === null) return none;
    try {
      const { size } = file.statSync();
      const bytes = new Uint8Array(Math.min(size, TAIL_BYTES));
      const start = size - bytes.length;
      file.seekSync(start, 0);
      const read = bytes.subarray(0, file.readSync(bytes) ?? 0);
      const cut = start === 0 ? 0 : read.indexOf(10) + 1;
      return { offset: start + cut, text: decoder.decode(read.subarray(cut)) };
    } finally {
      file.close();
    }
  } catch (error) {
    // Whoever reads all of it tells what stands there.
    if (error instanceof UserError || error instanceof TypeError) return none;
    throw error;
  }
}

const none: Tail = { offset: 0, text: "" };

/** Lines as rows that go on from the line before them; `null` when they do not. */
function chained(
  lines: readonly string[],
  before: string,
): readonly Row[] | null {
  const seq = /^\{"seq":(\d+),/.exec(before)?.[1];
  let end = { seq: Number(seq), hash: digest(before) };
  const rows: Row[] = [];
  for (const [at, line] of lines.entries()) {
    // Nobody follows on the last one.
    const hash = at === lines.length - 1 ? { hash: "" } : {};
    const reading = readLine(encoder.encode(line), end, hash);
    if (reading.kind === "broken") return null;
    rows.push(reading.row);
    end = reading.end;
  }
  return rows;
}
