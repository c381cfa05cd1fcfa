/**
 * Temporary files of writers that died before they were done.
 *
 * @module
 */

import { join } from "@std/path";
import { listFolder, removeIfThere } from "../system/files.ts";
import type { SessionPaths } from "./paths.ts";

const TEMP =
  /^\._(overview\.md|qa\.md|signal\.json|orchestrator\.json)\.\d+\.[0-9a-f]{8}\.tmp$/;

/** Removes them; the caller holds lease and session lock, so that nobody is writing one. */
export function removeLeftTemps({ folder }: SessionPaths): void {
  for (const { name, isFile } of listFolder(folder)) {
    // An agent may have given a folder such a name.
    if (isFile && TEMP.test(name)) removeIfThere(join(folder, name));
  }
}
