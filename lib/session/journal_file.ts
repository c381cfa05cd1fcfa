/**
 * The file of the journal: a place in it, appending there, cutting off what is torn.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull, sha256, syncFolder, writeAll } from "../system/files.ts";
import { openPlain } from "../system/plain_file.ts";
import { type ChainEnd, chainStart } from "./chain.ts";
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

/** Whether the file still ends where it was read to; one look at its size. */
export function endsAt(paths: SessionPaths, { offset }: Place): boolean {
  return (lstatOrNull(paths.journal)?.size ?? 0) === offset;
}

/** Longer journals are not taken into memory as a whole. */
const MAX_DIGESTED_BYTES = 256 << 20;

/** sha256 of the first bytes of the file, hex; `null` when it has fewer, or they are too many. */
export async function digestUpTo(
  paths: SessionPaths,
  offset: number,
): Promise<string | null> {
  if (offset > MAX_DIGESTED_BYTES) return null;
  const file = openPlain(paths.journal);
  if (file === null) return null;
  const bytes = new Uint8Array(offset);
  try {
    for (let at = 0; at < offset;) {
      const count = file.readSync(bytes.subarray(at));
      if (count === null) return null;
      at += count;
    }
  } finally {
    file.close();
  }
  return await sha256(bytes);
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
  // It may be new.
  if (from.offset === 0) syncFolder(paths.folder);
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
