/**
 * Tries whether we may write in a folder.
 *
 * @module
 */

import { removeIfThere, tempBeside, writeNew } from "./files.ts";
import { join } from "@std/path";

/** Writes an empty file and removes it. @returns `null` when that went well, else why not. */
export function writeProblem(folder: string): string | null {
  const file = tempBeside(join(folder, "samocode-try"));
  try {
    writeNew(file, "");
    removeIfThere(file);
    return null;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}
