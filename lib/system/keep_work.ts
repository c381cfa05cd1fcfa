/**
 * Keeps uncommitted work under a ref of its own.
 *
 * @module
 */

import { git, GitMissingError, gitProblem, type GitResult } from "./git.ts";
import { workState, writeWorkTree } from "./scratch_index.ts";

/** What {@linkcode keepWork} did; `null`: nothing to keep, no repository, or no git. */
export type KeptWork =
  | { readonly ref: string }
  | { readonly problem: string }
  | null;

/** How {@linkcode keepWork} goes about. */
export interface KeepOptions {
  /** Whether a folder without changes is kept, too, as a commit without changes on HEAD. */
  readonly clean?: boolean;
}

const limitMs = 60_000;

/** The commit is ours, not the person's, and needs no configured name. */
const identity = {
  GIT_AUTHOR_NAME: "samocode",
  GIT_AUTHOR_EMAIL: "samocode@localhost",
  GIT_COMMITTER_NAME: "samocode",
  GIT_COMMITTER_EMAIL: "samocode@localhost",
};

/**
 * Commits tracked changes and untracked files to `refs/samocode/wip/<name>`; files, index and branch stay as they are.
 *
 * Takes at most 60 s. A ref of that name is moved.
 */
export async function keepWork(
  cwd: string,
  name: string,
  { clean = false }: KeepOptions = {},
): Promise<KeptWork> {
  const ref = `refs/samocode/wip/${name}`;
  try {
    const limit = performance.now() + limitMs;
    const leftMs = () => Math.max(1, limit - performance.now());
    const state = await workState(cwd);
    if (state === null) return null;
    if (state.changed.length === 0 && !clean) return null;
    const tree = await writeWorkTree(cwd, {
      ...state,
      timeoutMs: leftMs(),
      keep: true,
    });
    if (tree.code !== 0) return problem(tree);
    const id = tree.stdout.trim();
    if (id === state.tree && !clean) return null;
    const commit = await git([
      "commit-tree",
      ...(state.head === null ? [] : ["-p", state.head]),
      "-m",
      `Work kept by samocode: ${name}`,
      id,
    ], { cwd, env: identity, timeoutMs: leftMs() });
    if (commit.code !== 0) return problem(commit);
    const moved = await git(
      ["update-ref", "--no-deref", ref, commit.stdout.trim()],
      { cwd, env: identity, timeoutMs: leftMs() },
    );
    return moved.code === 0 ? { ref } : problem(moved);
  } catch (error) {
    if (error instanceof GitMissingError) return null;
    throw error;
  }
}

function problem(result: GitResult): KeptWork {
  return { problem: gitProblem(result) };
}
