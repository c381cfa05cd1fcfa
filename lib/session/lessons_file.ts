/**
 * The patch in which a session proposes what the next one should know: the newest `…-lessons.patch`.
 *
 * @module
 */

import { join } from "@std/path";
import {
  type FileReading,
  listFolder,
  lstatOrNull,
  readFile,
} from "../system/files.ts";
import type { SessionPaths } from "./paths.ts";

/** The end of its name. */
export const LESSONS_SUFFIX = "-lessons.patch";

const MAX_BYTES = 64 << 10;

/** Reads it; whatever bears the name is read as one. `null`: there is none. */
export function readLessonsFile(
  { folder }: SessionPaths,
): { readonly file: string; readonly reading: FileReading } | null {
  const [newest] = listFolder(folder)
    .filter(({ name }) => name.endsWith(LESSONS_SUFFIX))
    .map(({ name }) => ({
      name,
      ms: lstatOrNull(join(folder, name))?.mtime?.getTime() ?? 0,
    }))
    .sort((a, b) => b.ms - a.ms);
  if (newest === undefined) return null;
  const { name: file } = newest;
  return { file, reading: readFile(join(folder, file), MAX_BYTES) };
}
