/**
 * Checkpoints: states of a worktree that a person gave a name. They stand among the kept work of the session.
 *
 * @module
 */

import type { Kept } from "./kept.ts";

/** Names that archiving a session gives. */
const TAKEN: readonly string[] = ["archive", "archive-head"];
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,59}$/;

/**
 * Says what is wrong with the name of a new checkpoint, or returns `null`.
 *
 * A name begins with a letter, because a number is a place in the list, and kept work of attempts begins with one.
 *
 * @example
 * ```ts
 * import { checkpointProblem } from "./checkpoint.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(checkpointProblem("before-rename"), null);
 * assertEquals(checkpointProblem("archive"), "the name is taken by archiving");
 * ```
 */
export function checkpointProblem(name: string): string | null {
  if (TAKEN.includes(name)) return "the name is taken by archiving";
  if (NAME.test(name)) return null;
  return 'a name is a letter and at most 59 of a-z, A-Z, 0-9, "_" and "-"';
}

/** Whether kept work of that name is a checkpoint: a whole state, not the changes of an attempt. */
export function isCheckpoint(name: string): boolean {
  return /^[A-Za-z]/.test(name) && !TAKEN.includes(name);
}

/** Name for the state that is there before a checkpoint is put back; free. */
export function nameBeforeCheckpoint({ refs }: Kept, name: string): string {
  for (let count = 1;; count++) {
    const before = `before-${name}-${count}`;
    if (!refs.some((ref) => ref.name === before)) return before;
  }
}
