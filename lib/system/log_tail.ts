/**
 * Reads behind a log that a program is still writing.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull } from "./files.ts";
import { type LineReader, Lines } from "./lines.ts";

/** A place in a growing log. */
export interface LogTail {
  /**
   * Reads on, at most 4 MiB: a writer can be faster than its reader for ever.
   *
   * `dry`: the end was reached; `bytes`: how many were read.
   */
  read(): { readonly dry: boolean; readonly bytes: number };
  /** Bytes read so far. */
  readonly bytes: number;
  /** Bytes at the start of the log that were left out. */
  readonly skipped: number;
  /** Bytes in the file now. */
  size(): number;
  /** Reads up to the size that the file has now, and takes a last line without a newline. */
  finish(): void;
  close(): void;
}

/** Where reading begins. */
export interface LogTailOptions {
  /** So many bytes before the end at most, at the start of a line; at the start of the log unless told. */
  readonly lastBytes?: number;
}

const bufferBytes = 256 << 10;
const buffersPerTurn = 16;

/**
 * Opens a log; one that does not exist yet is opened by a later `read`.
 *
 * Memory does not grow with the log. Somebody may cut the log short meanwhile: then reading goes on at its new start.
 *
 * @throws {UserError} when it is no regular file: a pipe somebody laid there would keep us waiting for ever.
 */
export function openLogTail(
  path: string,
  reader: LineReader,
  { lastBytes = Infinity }: LogTailOptions = {},
): LogTail {
  const lines = new Lines(reader);
  const buffer = new Uint8Array(bufferBytes);
  let file: Deno.FsFile | null = null;
  let position = 0;
  let bytes = 0;
  let skipped = 0;

  function opened(): Deno.FsFile | null {
    if (file !== null) return file;
    const info = lstatOrNull(path);
    if (info === null) return null;
    if (!info.isFile) {
      throw new UserError(`Cannot read "${path}": it is no regular file`);
    }
    file = Deno.openSync(path);
    skipped = position = lineStart(file, file.statSync().size - lastBytes);
    return file;
  }

  /** Goes to the first start of a line at or behind an offset. */
  function lineStart(log: Deno.FsFile, from: number): number {
    if (from <= 0) return 0;
    let at = log.seekSync(from - 1, Deno.SeekMode.Start);
    for (;;) {
      const got = log.readSync(buffer) ?? 0;
      if (got === 0) return at;
      const newline = buffer.subarray(0, got).indexOf(10);
      if (newline >= 0) {
        return log.seekSync(at + newline + 1, Deno.SeekMode.Start);
      }
      at += got;
    }
  }

  function size(): number {
    return opened()?.statSync().size ?? 0;
  }

  function startOverIfCut(log: Deno.FsFile): void {
    if (log.statSync().size >= position) return;
    lines.drop();
    position = log.seekSync(0, Deno.SeekMode.Start);
  }

  function read() {
    const log = opened();
    if (log === null) return { dry: true, bytes: 0 };
    startOverIfCut(log);
    let count = 0;
    for (let turn = 0; turn < buffersPerTurn; turn++) {
      const got = log.readSync(buffer) ?? 0;
      if (got === 0) return { dry: true, bytes: count };
      position += got;
      bytes += got;
      count += got;
      lines.push(buffer.subarray(0, got));
    }
    return { dry: false, bytes: count };
  }

  return {
    read,
    get bytes() {
      return bytes;
    },
    get skipped() {
      return skipped;
    },
    size,
    finish() {
      const end = size();
      while (position < end && !read().dry);
      lines.end();
    },
    close() {
      file?.close();
      file = null;
    },
  };
}
