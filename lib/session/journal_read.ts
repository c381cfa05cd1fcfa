/**
 * Reading the rows of a journal from a place on.
 *
 * @module
 */

import { sha256 } from "../system/files.ts";
import { openPlain, type PlainFile } from "../system/plain_file.ts";
import type { Row } from "../workflow/row.ts";
import { readLine } from "./chain.ts";
import { digest } from "./digest.ts";
import type { Place } from "./journal_file.ts";
import type { SessionPaths } from "./paths.ts";

/** What reading on found. */
export interface ReadOn {
  /** Bytes of an unfinished line at the end. */
  readonly tornBytes: number;
  /** Why the file is no continuation of what was read before; `null`: it is one. */
  readonly problem: string | null;
}

const CHUNK_BYTES = 1 << 20;
const MAX_LINE_BYTES = 64 << 20;

/** Where reading begins, and who gets each row with the place behind it. */
export interface ReadOptions {
  readonly from: Place;
  readonly onRow: (row: Row, place: Place) => void;
}

/** Reads the rows from a place on. */
export function readOn(paths: SessionPaths, options: ReadOptions): ReadOn {
  const steps = readSteps(paths, options);
  for (let step = steps.next();;) {
    if (step.done) return step.value;
    step = steps.next(step.value.map((line) => digest(line)));
  }
}

/** So many rows of a process are hashed by the platform: it is fast from the start, our own means only when they are compiled, then faster. */
const NATIVE_ROWS = 200;
let nativeRows = 0;

/** Like {@linkcode readOn}, for whoever begins; nobody else may read on meanwhile. */
export async function readFirst(
  paths: SessionPaths,
  options: ReadOptions,
): Promise<ReadOn> {
  const steps = readSteps(paths, options);
  let step = steps.next();
  while (!step.done) {
    step = steps.next(await digests(step.value));
  }
  return step.value;
}

/** All at once: the platform hashes beside us. */
async function digests(
  lines: readonly Uint8Array[],
): Promise<readonly string[]> {
  const native = lines.slice(0, Math.max(0, NATIVE_ROWS - nativeRows));
  nativeRows += native.length;
  const first = await Promise.all(native.map((line) => sha256(line)));
  return [...first, ...lines.slice(native.length).map((line) => digest(line))];
}

/** Gives some lines at a time and takes the sha256 of each. */
function* readSteps(
  paths: SessionPaths,
  { from, onRow }: ReadOptions,
): Generator<readonly Uint8Array[], ReadOn, readonly string[]> {
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
    if (size === from.offset) return whole;
    const chunkBytes = Math.min(CHUNK_BYTES, size - from.offset + 1);
    return yield* readRows(file, { from, onRow, chunkBytes });
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

function* readRows(
  file: PlainFile,
  { from, onRow, chunkBytes }: ReadOptions & { readonly chunkBytes: number },
): Generator<readonly Uint8Array[], ReadOn, readonly string[]> {
  let place = from;
  let rest = new Uint8Array(0);
  file.seekSync(from.offset, 0);
  for (;;) {
    const buffer = new Uint8Array(rest.length + chunkBytes);
    buffer.set(rest);
    const read = file.readSync(buffer.subarray(rest.length));
    if (read === null) return { tornBytes: rest.length, problem: null };
    const bytes = buffer.subarray(0, rest.length + read);
    const lines = wholeLines(bytes);
    const hashes = lines.length === 0 ? [] : yield lines;
    let at = 0;
    for (const [index, line] of lines.entries()) {
      const reading = readLine(line, place.end, { hash: hashes[index]! });
      if (reading.kind === "broken") {
        return changed(`line ${place.end.seq + 1}: ${reading.problem}`);
      }
      const lastBytes = line.length + 1;
      const { offset } = place;
      place = { offset: offset + lastBytes, lastBytes, end: reading.end };
      onRow(reading.row, place);
      at += lastBytes;
    }
    rest = bytes.slice(at);
    if (rest.length > MAX_LINE_BYTES) {
      return changed(`line ${place.end.seq + 1} does not end`);
    }
  }
}

/** Lines that end, without their newlines. */
function wholeLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let at = 0;
  for (let newline; (newline = bytes.indexOf(10, at)) !== -1;) {
    lines.push(bytes.subarray(at, newline));
    at = newline + 1;
  }
  return lines;
}
