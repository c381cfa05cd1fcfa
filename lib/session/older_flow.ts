/**
 * Entries of the flow log that have left the overview.
 *
 * @module
 */

import { readFile } from "../system/files.ts";
import type { SessionPaths } from "./paths.ts";

const MAX_BYTES = 64 << 20;

/** Reads them, oldest first; never throws. */
export function olderFlow(paths: SessionPaths): readonly string[] {
  const reading = readFile(paths.olderFlow, MAX_BYTES);
  return reading.kind === "text"
    ? reading.text.split(/\r?\n/).filter((line) => line.startsWith("- "))
    : [];
}
