/**
 * What git tells of a working folder.
 *
 * @module
 */

import { GitMissingError } from "./git.ts";
import type { Facts } from "./host.ts";
import { workState, writeWorkTree } from "./scratch_index.ts";

const nothing: Facts = {
  head: null,
  tree: null,
  branch: null,
  dirty: false,
  changed: [],
};

/**
 * HEAD, branch, whether there is anything uncommitted, and the id of the tree with it: equal ids, equal files.
 *
 * Nothing in the repository changes. All `null` where there is no repository or no git; `tree` is `null` when git could not read the files in time.
 */
export async function treeFacts(cwd: string): Promise<Facts> {
  try {
    const state = await workState(cwd);
    if (state === null) return nothing;
    const { head, branch, changed } = state;
    const dirty = changed.length > 0;
    if (!dirty) return { head, tree: state.tree, branch, dirty, changed };
    const written = await writeWorkTree(cwd, {
      ...state,
      timeoutMs: 30_000,
      keep: false,
    });
    const tree = written.code === 0 ? written.stdout.trim() : null;
    return { head, tree, branch, dirty, changed };
  } catch (error) {
    if (error instanceof GitMissingError) return nothing;
    throw error;
  }
}
