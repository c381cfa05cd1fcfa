/**
 * The summary that an agent wrote at the end of a session's work.
 *
 * @module
 */

import { join } from "@std/path";
import type { SessionPaths } from "../../session/paths.ts";
import {
  type FileReading,
  listFolder,
  lstatOrNull,
  readFile,
} from "../../system/files.ts";

const MAX_BYTES = 16 << 20;

/** Reads the newest summary of a session; `null` when there is none. */
export function newestSummary(paths: SessionPaths): FileReading | null {
  const newest = listFolder(paths.folder)
    .filter((entry) => entry.isFile && entry.name.endsWith("-summary.md"))
    .map((entry) => join(paths.folder, entry.name))
    .map((path) => ({ path, ms: lstatOrNull(path)?.mtime?.getTime() ?? 0 }))
    .sort((a, b) => b.ms - a.ms)[0];
  return newest === undefined ? null : readFile(newest.path, MAX_BYTES);
}
