/**
 * The signal file on disk, where an agent may have laid anything.
 *
 * @module
 */

import {
  lstatOrNull,
  readFile,
  syncFolder,
  writeAtomic,
} from "../system/files.ts";
import { removeAny } from "../system/place.ts";
import { isSystemError } from "../system/system_error.ts";
import type { SessionPaths } from "./paths.ts";

/** Largest signal that is read. */
const MAX_SIGNAL_BYTES = 1 << 20;

/**
 * Reads the text of the signal file; never throws.
 *
 * @returns The text, `undefined` when there is no file, or why what stands there is not read.
 */
export function readSignalFile(
  paths: SessionPaths,
): string | undefined | { readonly refused: string } {
  const reading = readFile(paths.signal, MAX_SIGNAL_BYTES);
  if (reading.kind === "missing") return undefined;
  return reading.kind === "text" ? reading.text : { refused: reading.reason };
}

/** Takes away whatever stands in the place of the signal file; what a link names stays. */
export function clearSignalFile(paths: SessionPaths): void {
  if (lstatOrNull(paths.signal) === null) return;
  removeAny(paths.signal);
  syncFolder(paths.folder);
}

/**
 * Empties the signal file where there is one, so that nobody takes it for a new signal.
 *
 * @returns Whether it was done; `false` when the system refused.
 */
export function emptySignalFile(paths: SessionPaths): boolean {
  try {
    if (lstatOrNull(paths.signal) === null) return true;
    writeAtomic(paths.signal, "{}", 0o644);
    return true;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}
