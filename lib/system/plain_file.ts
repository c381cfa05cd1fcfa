/**
 * Opening a regular file at a path where somebody may have laid a link, a pipe or a folder instead.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { lstatOrNull } from "./files.ts";

/** An open regular file. */
export type PlainFile = Deno.FsFile;

/** How a file is opened; it can always be read. */
export interface OpenPlainOptions {
  /** Whether it can be written too, at its end only. */
  readonly append?: boolean;
  /** Whether a missing file is made. */
  readonly create?: boolean;
  /** Mode of a file that is made; missing: 0600. */
  readonly mode?: number;
}

/** How often the file may be exchanged between the look and the opening. */
const MAX_TRIES = 10;

/**
 * Opens a regular file; never through a link, and never waiting for the other end of a pipe.
 *
 * @returns The file, or `null` when there is none and none is made.
 * @throws {UserError} when something else is there, or the system refuses.
 */
export function openPlain(
  path: string,
  options: OpenPlainOptions = {},
): PlainFile | null {
  try {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const seen = lstatOrNull(path);
      if (seen === null && !options.create) return null;
      if (seen !== null && !seen.isFile) {
        const what = seen.isSymlink ? "a link" : "no regular file";
        throw new UserError(`Cannot open "${path}": it is ${what}`, {
          hint: "remove it",
        });
      }
      const { append = false, mode = 0o600 } = options;
      const file = openAsSeen(path, { seen, append, mode });
      if (file !== null) return file;
    }
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(`Cannot open "${path}": ${error.message}`, {
      cause: error,
    });
  }
  throw new UserError(`Cannot open "${path}": it does not stay the same file`);
}

/** Opens what was seen, or makes the file that was missing; `null` when that has changed since. */
function openAsSeen(
  path: string,
  { seen, append, mode }: {
    readonly seen: Deno.FileInfo | null;
    readonly append: boolean;
    readonly mode: number;
  },
): PlainFile | null {
  if (seen === null) {
    try {
      const how = { read: true, append: true, createNew: true, mode };
      return Deno.openSync(path, how);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) return null;
      throw error;
    }
  }
  let file: PlainFile;
  try {
    file = Deno.openSync(path, { read: true, append });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  const now = file.statSync();
  if (now.dev === seen.dev && now.ino === seen.ino) return file;
  file.close();
  return null;
}
