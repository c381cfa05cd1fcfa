/**
 * A log for people that only grows.
 *
 * @module
 */

import { writeAll } from "./files.ts";

/** A log that is open. */
export interface LogFile {
  /** Appends a line; a disk that is full must not end a run. */
  line(text: string): void;
  close(): void;
}

/** Opens a log for appending, readable by its owner only; nothing but a regular file is taken. */
export function appendLog(path: string): LogFile {
  const file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
  if (!file.statSync().isFile) {
    file.close();
    throw new Error(`"${path}" is no regular file`);
  }
  const encoder = new TextEncoder();
  return {
    line(text) {
      try {
        writeAll(file, encoder.encode(`${text}\n`));
      } catch (error) {
        // No space left, or the folder is gone: the journal, which is flushed, will say so.
        if (!(error instanceof Error)) throw error;
      }
    },
    close: () => file.close(),
  };
}
