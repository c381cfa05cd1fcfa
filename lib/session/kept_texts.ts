/**
 * Texts of the overview that somebody saved and that found no place: they are kept beside it, under names of their own.
 *
 * @module
 */

import { join } from "@std/path";
import { listFolder } from "../system/files.ts";
import type { SessionPaths } from "./paths.ts";

const NAME = /^_overview\.kept-[0-9a-f]{8}\.md$/;

/** Path for one more, told from others by an id that begins with 8 hex digits or more. */
export function keptPath({ folder }: SessionPaths, id: string): string {
  return join(folder, `_overview.kept-${id.slice(0, 8)}.md`);
}

/** Paths of those that are there. */
export function keptTexts({ folder }: SessionPaths): readonly string[] {
  return listFolder(folder).filter(({ name, isFile }) =>
    isFile && NAME.test(name)
  ).map(({ name }) => join(folder, name));
}

/** What a person should know about one of them. */
export function keptWords(path: string): string {
  return `a text of the overview that found no place is kept in "${path}"`;
}
