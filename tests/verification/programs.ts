/**
 * The programs that checks need.
 *
 * @module
 */

import { join } from "@std/path";

/** A folder with the programs that checks need, so that none is found by way of a slow wrapper; returns a PATH. */
export function programs(folder: string): string {
  Deno.mkdirSync(folder);
  Deno.symlinkSync(Deno.execPath(), join(folder, "deno"));
  if (python !== null) Deno.symlinkSync(python, join(folder, "python3"));
  return `${folder}:${Deno.env.get("PATH") ?? ""}`;
}

/** Path of Python itself; `null`: there is none. */
export const python: string | null = findPython();

function findPython(): string | null {
  try {
    const { success, stdout } = new Deno.Command("python3", {
      args: ["-c", "import sys; print(sys.executable)"],
    }).outputSync();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
