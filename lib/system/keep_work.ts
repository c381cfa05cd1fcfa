/**
 * Keeps uncommitted work under a ref of its own.
 *
 * @module
 */

import { join } from "@std/path";
import { lstatOrNull } from "./files.ts";
import { git, GitMissingError, gitProblem, type GitResult } from "./git.ts";
import type { KeptWork } from "./host.ts";
import { writeWorkTree } from "./scratch_index.ts";
import { isSystemError } from "./system_error.ts";
import { headState, workState } from "./work_state.ts";

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
 * Takes at most 60 s. A ref of that name is moved. Never throws for what git or the disk refuses.
 */
export async function keepWork(
  cwd: string,
  name: string,
  options: KeepOptions = {},
): Promise<KeptWork> {
  try {
    return await keep(cwd, name, options);
  } catch (error) {
    if (error instanceof GitMissingError) {
      return lstatOrNull(join(cwd, ".git")) === null
        ? null
        : { problem: "git cannot be started" };
    }
    // A full disk, as a rule, or one that is not to be written to.
    if (isSystemError(error)) return { problem: error.message };
    throw error;
  }
}

async function keep(
  cwd: string,
  name: string,
  { clean = false }: KeepOptions,
): Promise<KeptWork> {
  const limit = performance.now() + limitMs;
  const leftMs = () => Math.max(1, limit - performance.now());
  let state = await workState(cwd);
  if (state === null) return null;
  const unread = "problem" in state ? state : null;
  if ("problem" in state) {
    // The index may be broken, or git was killed: without the index all that is changed against HEAD can be kept still.
    const known = await headState(cwd);
    if (known === null || "problem" in known) return state;
    state = known;
  }
  if (unread === null && state.changed.length === 0 && !clean) return null;
  const tree = await writeWorkTree(cwd, {
    ...state,
    timeoutMs: leftMs(),
    keep: true,
  });
  if ("failed" in tree) return unread ?? problem(tree.failed);
  const left = tree.left.length === 0 ? {} : { left: tree.left };
  if (tree.id === state.tree && !clean) {
    return tree.left.length === 0 ? null : {
      problem: tree.refused ?? "it is in a repository of its own",
      left: tree.left,
    };
  }
  const commit = await git([
    "commit-tree",
    ...(state.head === null ? [] : ["-p", state.head]),
    "-m",
    `Work kept by samocode: ${name}`,
    tree.id,
  ], { cwd, env: identity, timeoutMs: leftMs() });
  if (commit.code !== 0) return problem(commit);
  const ref = `refs/samocode/wip/${name}`;
  const moved = await git(
    ["update-ref", "--no-deref", ref, commit.stdout.trim()],
    { cwd, env: identity, timeoutMs: leftMs() },
  );
  return moved.code === 0 ? { ref, ...left } : problem(moved);
}

function problem(result: GitResult): KeptWork {
  return { problem: gitProblem(result) };
}
