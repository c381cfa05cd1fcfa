/**
 * The command that brings a session's worktree back.
 *
 * @module
 */

import { shellWord } from "./shell_word.ts";

/**
 * A command line for a worktree that was removed; git may still know of it, and would refuse without force.
 *
 * @example
 * ```ts
 * import { worktreeCommand } from "./worktree_command.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   worktreeCommand({ mainRepo: "/my app", path: "/trees/x", branch: "x" }),
 *   "git -C '/my app' worktree add -f /trees/x x",
 * );
 * ```
 */
export function worktreeCommand(
  { mainRepo, path, branch }: {
    readonly mainRepo: string;
    readonly path: string;
    readonly branch: string;
  },
): string {
  return `git -C ${shellWord(mainRepo)} worktree add -f ${shellWord(path)} ${
    shellWord(branch)
  }`;
}
