/**
 * Putting files in place and taking them away without losing what stands there.
 *
 * @module
 */

import { writeAll, writeNew } from "./files.ts";

/**
 * Gives the file `from` the second name `to`, only if nothing stands there.
 *
 * Where the system makes no such names (another file system, a foreign owner), `to` is a flushed copy.
 *
 * @returns Whether it was done; `false`: something stands at `to`, or nothing at `from`.
 */
export function placeNew(from: string, to: string): boolean {
  try {
    Deno.linkSync(from, to);
    return true;
  } catch (error) {
    if (isOneOf(error, Deno.errors.AlreadyExists, Deno.errors.NotFound)) {
      return false;
    }
    if (!(error instanceof Error)) throw error;
  }
  try {
    const mode = (Deno.lstatSync(from).mode ?? 0o600) & 0o777;
    writeNew(to, Deno.readFileSync(from), mode);
    return true;
  } catch (error) {
    if (isOneOf(error, Deno.errors.AlreadyExists, Deno.errors.NotFound)) {
      return false;
    }
    throw error;
  }
}

/** Renames a file, over what stands at `to`; `false` when nothing stands at `from`. */
export function moveFile(from: string, to: string): boolean {
  try {
    Deno.renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Removes whatever stands at a path: a file, a link (never what it names), a pipe, a folder with all in it. */
export function removeAny(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function isOneOf(
  error: unknown,
  ...classes: readonly (new (message?: string) => Error)[]
): boolean {
  return classes.some((one) => error instanceof one);
}

/**
 * Appends to a file that is there, as an editor does that keeps the file.
 *
 * @returns `false`: there is none, or it was taken away between the opening and the writing.
 */
export function appendInPlace(path: string, text: string): boolean {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { append: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  try {
    // What is written to a file without a name is lost, whoever took the name away.
    if (file.statSync().nlink === 0) return false;
    writeAll(file, new TextEncoder().encode(text));
    return true;
  } finally {
    file.close();
  }
}
