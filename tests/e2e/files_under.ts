/**
 * Everything under a folder, to be compared with itself later.
 *
 * @module
 */

import { join } from "@std/path";
import { sha256 } from "../../lib/system/files.ts";

/** Path and what is there, of every file, folder and link under a folder. */
export async function filesUnder(
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isSymlink) found[path] = `-> ${await Deno.readLink(path)}`;
    else if (!isDirectory) {
      found[path] = await sha256(await Deno.readFile(path));
    } else {
      found[path] = "folder";
      Object.assign(found, await filesUnder(path));
    }
  }
  return found;
}
