/**
 * The folder of the logs, where an agent may have laid something else.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { lstatOrNull, makeFolder } from "../system/files.ts";
import type { SessionPaths } from "./paths.ts";

/**
 * Makes the folder where it is missing.
 *
 * @throws {UserError} when something else is there: through a link, logs would be written anywhere (5).
 */
export function makeLogFolder({ logs }: SessionPaths): void {
  const info = lstatOrNull(logs);
  if (info === null) return makeFolder(logs, 0o700);
  if (info.isDirectory) return;
  const what = info.isSymlink ? "a link" : "no folder";
  throw new UserError(`Cannot write to "${logs}": it is ${what}`, {
    hint: "remove it and run again",
    exitCode: 5,
  });
}

/** The name itself, or one like it: names can be foretold, and an agent may have laid something there for the next program. */
export function freeLogName({ logs }: SessionPaths, name: string): string {
  for (let count = 1;; count++) {
    const base = count === 1 ? name : `${name}-${count}`;
    const taken = ["jsonl", "err", "prompt.md"].some((extension) =>
      lstatOrNull(join(logs, `${base}.${extension}`)) !== null
    );
    if (!taken) return base;
  }
}
