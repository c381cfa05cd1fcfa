/**
 * Removes a session's worktree without losing anything: its branch stays, and so does what no branch has.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { isFolder, lstatOrNull, realPath } from "./files.ts";
import { git, gitProblem } from "./git.ts";
import { keepWork } from "./keep_work.ts";
import { nestedWork } from "./nested_work.ts";
import { workState } from "./work_state.ts";
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
  | { readonly kind: "dirty"; readonly changed: readonly string[] }
  /** Git cannot tell. */
  | { readonly kind: "unknown"; readonly problem: string };

/** Removing a large worktree may take its time. */
const LIMIT_MS = 300_000;

/**
 * Looks at a worktree; the repository's own folder is none.
 *
 * @throws {UserError} when it is one that git does not find its way from any more.
 */
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
  if (lstatOrNull(join(path, ".git")) === null) {
    // Git would tell of a repository around it, if there is one.
    throw new UserError(
      `Cannot look at the worktree "${path}": its ".git" is gone`,
      { hint: `git -C "${mainRepo}" worktree repair` },
    );
  }
  const state = await workState(path);
  if (state === null) {
    return { kind: "unknown", problem: "it is in no repository" };
  }
  if ("problem" in state) return { kind: "unknown", problem: state.problem };
  const { changed } = state;
  return changed.length === 0 ? { kind: "clean" } : { kind: "dirty", changed };
}

/**
 * Keeps what only the worktree has under refs `refs/samocode/wip/<name>/…`, and returns them.
 *
 * @throws {UserError} when it cannot be kept, or not all of it.
 */
export async function keepAllOf(
  path: string,
  name: string,
): Promise<readonly string[]> {
  const cannot = (what: string, why: string) =>
    new UserError(`Cannot keep the ${what} in "${path}": ${why}`);
  const refs: string[] = [];
  const kept = await keepWork(path, `${name}/archive`);
  if (kept?.left !== undefined) {
    throw new UserError(`Cannot keep all of the work in "${path}"`, {
      details: kept.left.slice(0, 20),
      hint: "commit or move away what cannot be kept",
    });
  }
  if (kept !== null && "problem" in kept) throw cannot("work", kept.problem);
  if (kept !== null) refs.push(kept.ref);
  const nested = await nestedWork(path);
  if (nested.length > 0) {
    throw new UserError(
      `Cannot keep the work in "${path}": repositories inside it have commits that are nowhere else`,
      {
        details: nested.slice(0, 20),
        hint: "push their commits, or move them away",
      },
    );
  }
  const holders = await git([
    "for-each-ref",
    "--count=1",
    "--contains=HEAD",
    "refs/heads",
    "refs/remotes",
    "refs/tags",
  ], { cwd: path });
  const head = ["rev-parse", "--verify", "--quiet", "HEAD"];
  if (holders.code !== 0 && (await git(head, { cwd: path })).code === 0) {
    throw cannot("commits", gitProblem(holders));
  }
  if (holders.code === 0 && holders.stdout.trim() === "") {
    // Commits on no branch: without a ref they would be swept away one day.
    const ref = `refs/samocode/wip/${name}/archive-head`;
    const moved = await git(["update-ref", ref, "HEAD"], { cwd: path });
    if (moved.code !== 0) throw cannot("commits", gitProblem(moved));
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
