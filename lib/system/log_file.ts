/**
 * A log for people that only grows.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { writeAll } from "./files.ts";
import { openPlain } from "./plain_file.ts";

/** A log that is open. */
export interface LogFile {
  /** Appends a line; a disk that is full must not end a run. */
  line(text: string): void;
  close(): void;
}

/**
 * Opens a log for appending, readable by its owner only.
 *
 * @throws {UserError} when something else than a regular file is there: a link would lead anywhere.
 */
export function appendLog(path: string): LogFile {
  const file = openPlain(path, { append: true, create: true });
  if (file === null) {
    throw new UserError(`Cannot open "${path}": it is missing`);
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
