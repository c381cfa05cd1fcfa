/**
 * Removes a session's worktree without losing anything: its branch stays, and so does what no branch has.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { isFolder, lstatOrNull, realPath } from "./files.ts";
import { git, gitProblem } from "./git.ts";
import { treeFacts } from "./git_facts.ts";
import { keepWork } from "./keep_work.ts";
import { worktreesOf } from "./worktree_list.ts";

/** Which worktree. */
export interface OldWorktree {
  readonly mainRepo: string;
  /** Absolute. */
  readonly path: string;
}

/** Whether it can be removed as it is. */
export type WorktreeState =
  /** Nothing of the repository is there. */
  | { readonly kind: "none" }
  | { readonly kind: "clean" }
  /** `changed`: paths that are not committed. */
  | { readonly kind: "dirty"; readonly changed: readonly string[] };

/** Removing a large worktree may take its time. */
const LIMIT_MS = 300_000;

/** Looks at a worktree; the repository's own folder is none. */
export async function worktreeState(
  { mainRepo, path }: OldWorktree,
): Promise<WorktreeState> {
  if (!isFolder(path) || realPath(path) === realPath(mainRepo)) {
    return { kind: "none" };
  }
  const entries = await worktreesOf(mainRepo);
  if (!entries.some((entry) => entry.path === realPath(path))) {
    return { kind: "none" };
  }
  const { changed } = await treeFacts(path);
  return changed.length === 0 ? { kind: "clean" } : { kind: "dirty", changed };
}

/**
 * Keeps what only the worktree has under refs `refs/samocode/wip/<name>/…`, and returns them.
 *
 * @throws {UserError} when it cannot be kept.
 */
export async function keepAllOf(
  path: string,
  name: string,
): Promise<readonly string[]> {
  const refs: string[] = [];
  const kept = await keepWork(path, `${name}/archive`);
  if (kept !== null && "problem" in kept) {
    throw new UserError(`Cannot keep the work in "${path}": ${kept.problem}`);
  }
  if (kept !== null) refs.push(kept.ref);
  const holders = await git([
    "for-each-ref",
    "--count=1",
    "--contains=HEAD",
    "refs/heads",
    "refs/remotes",
    "refs/tags",
  ], { cwd: path });
  if (holders.code === 0 && holders.stdout.trim() === "") {
    // Commits on no branch: without a ref they would be swept away one day.
    const ref = `refs/samocode/wip/${name}/archive-head`;
    const moved = await git(["update-ref", ref, "HEAD"], { cwd: path });
    if (moved.code !== 0) {
      throw new UserError(
        `Cannot keep the commits in "${path}": ${gitProblem(moved)}`,
      );
    }
    refs.push(ref);
  }
  return refs;
}

/**
 * Removes the worktree; its branch stays.
 *
 * @param force Also one in which something is not committed.
 * @throws {UserError} when git refuses.
 */
export async function removeWorktree(
  { mainRepo, path }: OldWorktree,
  { force }: { readonly force: boolean },
): Promise<void> {
  const removed = await git(
    ["worktree", "remove", ...(force ? ["--force"] : []), path],
    { cwd: mainRepo, timeoutMs: LIMIT_MS },
  );
  if (removed.code === 0 && lstatOrNull(path) === null) return;
  throw new UserError(
    `Cannot remove the worktree "${path}": ${gitProblem(removed)}`,
    { hint: `git -C "${mainRepo}" worktree list` },
  );
}
