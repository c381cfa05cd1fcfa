/**
 * Files that come with the program: workflows, skills, commands.
 *
 * @module
 */

import { join } from "@std/path";
import { listFolder, readTextOrNull } from "./files.ts";

/** The folder of `main.ts`; a compiled program has it inside. */
const root = import.meta.dirname === undefined
  ? null
  : join(import.meta.dirname, "..", "..");

/** Text of a file beside `main.ts`, such as `skills/planning/SKILL.md`; `null` when there is none. */
export function readAsset(path: string): string | null {
  return root === null ? null : readTextOrNull(join(root, path));
}

/** Names in a folder beside `main.ts`, sorted; none when there is no such folder. */
export function listAssets(folder: string): readonly string[] {
  return root === null
    ? []
    : listFolder(join(root, folder)).map(({ name }) => name);
}
