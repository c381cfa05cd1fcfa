/**
 * The files of a repository by which its commands are proposed.
 *
 * @module
 */

import { join } from "@std/path";
import { TELLING_FILES } from "../config/proposal.ts";
import { pathKind, readPersonFile } from "../system/person_file.ts";

/** Texts of those that are in the top folder, by name. */
export async function tellingFiles(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for (const name of TELLING_FILES) {
    const path = join(folder, name);
    if (pathKind(path) !== "file") continue;
    const reading = await readPersonFile(path);
    // Too large to be read, as a lock file may be: that it is there tells enough.
    files[name] = reading.kind === "text" ? reading.text : "";
  }
  return files;
}
