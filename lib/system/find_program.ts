/**
 * Finds a program the way a shell does.
 *
 * @module
 */

import { isAbsolute, join, resolve } from "@std/path";

/**
 * Returns the absolute path of a program, or `null` when there is no executable regular file.
 *
 * A name without `/` is looked for on `PATH` of `env`. Relative folders on `PATH` are passed over: a repository could
 * lay a program there.
 */
export function findProgram(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (name === "") return null;
  if (name.includes("/")) {
    const path = resolve(name);
    return isProgram(path) ? path : null;
  }
  const folders = (env["PATH"] ?? "").split(":").filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    const { isFile, mode } = Deno.statSync(path);
    // No mode where the platform has none.
    return isFile && (mode === null || (mode & 0o111) !== 0);
  } catch (error) {
    // A folder on PATH that is gone, closed to us or no folder has no program.
    if (error instanceof Error) return false;
    throw error;
  }
}
