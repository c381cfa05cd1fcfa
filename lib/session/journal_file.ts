/**
 * The file of the journal: reading on from a place, appending there, cutting off what is torn.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull, syncFolder, writeAll } from "../system/files.ts";
import { openPlain, type PlainFile } from "../system/plain_file.ts";
import { type ChainEnd, chainStart, readLine } from "./chain.ts";
import { digest } from "./digest.ts";
import type { Row } from "../workflow/row.ts";
import type { SessionPaths } from "./paths.ts";

/** How far a journal was read. */
export interface Place {
  /** Bytes of the rows up to here. */
  readonly offset: number;
  /** Bytes of the last row with its newline; 0 before the first. */
  readonly lastBytes: number;
  readonly end: ChainEnd;
}

/** The place before the first row. */
export const journalStart: Place = { offset: 0, lastBytes: 0, end: chainStart };

/** What reading on found. */
export interface ReadOn {
  /** Bytes of an unfinished line at the end. */
  readonly tornBytes: number;
  /** Why the file is no continuation of what was read before; `null`: it is one. */
  readonly problem: string | null;
}

const CHUNK_BYTES = 1 << 20;
const MAX_LINE_BYTES = 64 << 20;

/** Whether the file still ends where it was read to; one look at its size. */
export function endsAt(paths: SessionPaths, { offset }: Place): boolean {
  return (lstatOrNull(paths.journal)?.size ?? 0) === offset;
}

/** Reads the rows from a place on; `onRow` gets each with the place behind it. */
export function readOn(
  paths: SessionPaths,
  { from, onRow }: {
    readonly from: Place;
    readonly onRow: (row: Row, place: Place) => void;
  },
): ReadOn {
  const file = openPlain(paths.journal);
  if (file === null) {
    return from.offset === 0 ? whole : changed("it is missing");
  }
  try {
    const size = file.statSync().size;
    if (size < from.offset) return changed("it is shorter than it was");
    if (!isBehind(file, from)) {
      return changed(`line ${from.end.seq} is another`);
    }
    const chunkBytes = Math.min(CHUNK_BYTES, size - from.offset + 1);
    return readRows(file, { from, onRow, chunkBytes });
  } finally {
    file.close();
  }
}

/** Lines to be appended. */
export interface Appended {
  readonly from: Place;
  /** Whole ones, each with its newline. */
  readonly lines: Uint8Array;
  /** Whether they must survive a power cut from now on; else they do together with the next ones. */
  readonly flush: boolean;
}

/**
 * Appends lines at a place in one write; the caller holds the session lock.
 *
 * @returns `false` when the file does not end at `from`.
 * @throws {UserError} when they cannot be written; then nothing of them stays.
 */
export function appendLines(
  paths: SessionPaths,
  { from, lines, flush }: Appended,
): boolean {
  const isNew = lstatOrNull(paths.journal) === null;
  const file = openPlain(paths.journal, { append: true, create: true })!;
  try {
    if (file.statSync().size !== from.offset) return false;
    try {
      writeAll(file, lines);
      if (flush) file.syncSync();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      file.truncateSync(from.offset);
      throw new UserError(`Cannot write the journal: ${error.message}`, {
        cause: error,
      });
    }
  } finally {
    file.close();
  }
  if (isNew) syncFolder(paths.folder);
  return true;
}

/** Cuts the file off at a place; the caller holds the session lock. */
export function cutOff(paths: SessionPaths, { offset }: Place): void {
  const file = openPlain(paths.journal, { append: true });
  if (file === null) return;
  try {
    file.truncateSync(offset);
    file.syncSync();
  } finally {
    file.close();
  }
}

const whole: ReadOn = { tornBytes: 0, problem: null };

function changed(problem: string): ReadOn {
  return { tornBytes: 0, problem };
}

/** Whether the last row that was read is still before the place. */
function isBehind(file: PlainFile, { offset, lastBytes, end }: Place): boolean {
  if (lastBytes === 0) return true;
  const line = new Uint8Array(lastBytes);
  file.seekSync(offset - lastBytes, 0);
  for (let at = 0; at < lastBytes;) {
    const read = file.readSync(line.subarray(at));
    if (read === null) return false;
    at += read;
  }
  return line.at(-1) === 10 && digest(line.subarray(0, -1)) === end.hash;
}

function readRows(
  file: PlainFile,
  { from, onRow, chunkBytes }: {
    readonly from: Place;
    readonly onRow: (row: Row, place: Place) => void;
    readonly chunkBytes: number;
  },
): ReadOn {
  let place = from;
  let rest = new Uint8Array(0);
  file.seekSync(from.offset, 0);
  for (;;) {
    const buffer = new Uint8Array(rest.length + chunkBytes);
    buffer.set(rest);
    const read = file.readSync(buffer.subarray(rest.length));
    if (read === null) return { tornBytes: rest.length, problem: null };
    const bytes = buffer.subarray(0, rest.length + read);
    let at = 0;
    for (let newline; (newline = bytes.indexOf(10, at)) !== -1;) {
      const reading = readLine(bytes.subarray(at, newline), place.end);
      if (reading.kind === "broken") {
        return changed(`line ${place.end.seq + 1}: ${reading.problem}`);
      }
      const lastBytes = newline + 1 - at;
      const { offset } = place;
      place = { offset: offset + lastBytes, lastBytes, end: reading.end };
      onRow(reading.row, place);
      at = newline + 1;
    }
    rest = bytes.slice(at);
    if (rest.length > MAX_LINE_BYTES) {
      return changed(`line ${place.end.seq + 1} does not end`);
    }
  }
}
