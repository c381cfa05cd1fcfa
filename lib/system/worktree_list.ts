/**
 * The worktrees that a repository knows of, and what of them is in the way of a new one.
 *
 * @module
 */

import { basename, dirname, join } from "@std/path";
import { UserError } from "../errors.ts";
import { isFolder, lstatOrNull, realPath } from "./files.ts";
import { git } from "./git.ts";

/** A worktree that is to be made; paths are absolute. */
export interface WantedWorktree {
  readonly mainRepo: string;
  readonly path: string;
  readonly branch: string;
}

/** A registered worktree. */
export interface WorktreeEntry {
  readonly path: string;
  /** Full name. */
  readonly branch: string | null;
  /** Whether git was cut off while it made it. */
  readonly halfMade: boolean;
}

/** All worktrees of a repository, its own folder included. */
export async function worktreesOf(
  cwd: string,
): Promise<readonly WorktreeEntry[]> {
  const list = await git(["worktree", "list", "--porcelain"], { cwd });
  return list.stdout.split("\n\n").flatMap((entry) => {
    const lines = entry.split("\n");
    const after = (label: string) =>
      lines.find((line) => line.startsWith(label))?.slice(label.length) ?? null;
    const path = after("worktree ");
    if (path === null) return [];
    const halfMade = after("locked ") === "initializing";
    return [{ path, branch: after("branch "), halfMade }];
  });
}

/** Short name of the branch that is checked out in a worktree of a repository; `null`: the folder is none of its worktrees, or on no branch. */
export async function branchAt(
  mainRepo: string,
  path: string,
): Promise<string | null> {
  const entry = (await worktreesOf(mainRepo)).find((one) => isAt(path, one));
  return entry?.branch?.replace(/^refs\/heads\//, "") ?? null;
}

function isAt(path: string, entry: WorktreeEntry): boolean {
  const parent = dirname(path);
  return entry.path ===
    (isFolder(parent) ? join(realPath(parent), basename(path)) : path);
}

/** Removes the one at our path if git was cut off while it made it: all that is not checked out yet would look deleted. */
export async function removeHalfMade(
  entries: readonly WorktreeEntry[],
  { mainRepo, path }: WantedWorktree,
): Promise<void> {
  if (!entries.some((entry) => entry.halfMade && isAt(path, entry))) return;
  await git(["worktree", "remove", "--force", "--force", path], {
    cwd: mainRepo,
  });
}

/** Forgets worktrees that are gone and hold our path or branch; one that is there and has our branch is in the way. */
export async function freeBranch(
  entries: readonly WorktreeEntry[],
  { mainRepo, path, branch }: WantedWorktree,
): Promise<void> {
  for (const entry of entries) {
    const hasBranch = entry.branch === `refs/heads/${branch}`;
    if (!hasBranch && !isAt(path, entry)) continue;
    if (lstatOrNull(entry.path) === null) {
      await git(["worktree", "prune"], { cwd: mainRepo });
    } else if (hasBranch) {
      throw new UserError(
        `Cannot use the branch "${branch}": it is checked out in "${entry.path}"`,
        { hint: `git -C "${entry.path}" switch --detach` },
      );
    }
  }
}
