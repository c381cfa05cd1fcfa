/**
 * Whether the worktree of a session that is put away may go.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import { isFolder, realPath } from "../../system/files.ts";
import type { Terminal } from "../../system/terminal.ts";
import {
  keepAllOf,
  type OldWorktree,
  worktreeState,
} from "../../system/worktree_remove.ts";
import { shellWord } from "../../workflow/shell_word.ts";

/**
 * Refs that keep what only the worktree has; `null`: there is no worktree.
 *
 * @param force Keeps what is not committed instead of refusing it.
 * @throws {UserError} when the person is in it, and for work that is not or cannot be kept.
 */
export async function keepOrRefuse(
  worktree: OldWorktree,
  { name, force, terminal }: {
    readonly name: string;
    readonly force: boolean;
    readonly terminal: Terminal;
  },
): Promise<readonly string[] | null> {
  const { path } = worktree;
  const found = await worktreeState(worktree);
  if (found.kind === "none") {
    if (isFolder(path) && path !== worktree.mainRepo) {
      terminal.err(`samocode: "${path}" is no worktree: left as it is`);
    }
    return null;
  }
  const here = realPath(terminal.cwd);
  const there = realPath(path);
  if (here === there || here.startsWith(`${there}/`)) {
    throw new UserError(`Cannot remove the worktree "${path}": you are in it`, {
      hint: `cd ${shellWord(worktree.mainRepo)}`,
    });
  }
  if (found.kind === "dirty" && !force) {
    throw new UserError(
      `Cannot archive "${name}": its worktree has work that is not committed`,
      {
        details: found.changed.slice(0, 20),
        hint: "commit it, or --force, which keeps it under a ref",
      },
    );
  }
  if (found.kind === "unknown" && !force) {
    throw new UserError(
      `Cannot archive "${name}": git cannot tell whether its worktree has work that is not committed: ${found.problem}`,
      {
        hint: `git -C ${
          shellWord(path)
        } status, or --force, which keeps it under a ref`,
      },
    );
  }
  return await keepAllOf(path, name);
}
