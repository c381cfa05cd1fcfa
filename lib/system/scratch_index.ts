/**
 * A copy of a repository's index to work on, so that the person's own stays as it is.
 *
 * @module
 */

import { join } from "@std/path";
import { git, gitProblem, type GitResult } from "./git.ts";
import {
  changedPaths,
  type GitCall,
  statusCall,
  type WorkState,
} from "./work_state.ts";

/** A written tree. */
export interface WorkTree {
  readonly id: string;
  /** Why some paths are not in it as they are, in git's words. */
  readonly refused: string | null;
  /** Those paths, where the objects stay; of a repository inside it is what is not committed there. */
  readonly left: readonly string[];
}

/** How {@linkcode writeWorkTree} goes about. */
export interface WorkTreeOptions {
  readonly timeoutMs: number;
  /** Whether the objects stay in the repository; else they are written to a temporary folder and only the tree's id is known afterwards. */
  readonly keep: boolean;
  readonly call?: GitCall;
}

/**
 * Writes the tree of all tracked changes and untracked files, ignored ones left out.
 *
 * @returns The tree; else the call of git that failed.
 */
export async function writeWorkTree(
  cwd: string,
  { index, objects, timeoutMs, keep, call = git }: WorkTreeOptions & WorkState,
): Promise<WorkTree | { readonly failed: GitResult }> {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-index-" });
  try {
    const scratch = join(folder, "index");
    const env = {
      GIT_INDEX_FILE: scratch,
      // A colon would cut the path in two.
      ...(keep || objects.includes(":") ? {} : {
        GIT_OBJECT_DIRECTORY: folder,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
      }),
    };
    const options = { cwd, env, timeoutMs };
    if (index !== null) copyIndex(index, scratch);
    else {
      const begun = await call(["read-tree", "HEAD"], options);
      if (begun.code !== 0) return { failed: begun };
    }
    const added = await call([
      "-c",
      "core.safecrlf=false",
      "-c",
      "advice.addEmbeddedRepo=false",
      "add",
      "--all",
      "--ignore-errors",
    ], options);
    if (added.code !== 0 && added.code !== 1) return { failed: added };
    const written = await call(["write-tree"], options);
    if (written.code !== 0) return { failed: written };
    // What could not be added differs from the scratch index still.
    const rest = keep ? await call(statusCall, options) : null;
    if (rest !== null && rest.code !== 0) return { failed: rest };
    return {
      id: written.stdout.trim(),
      refused: added.code === 0 ? null : gitProblem(added),
      left: rest === null
        ? []
        : changedPaths(rest.stdout.split("\0"), (xy) => xy[1] !== "."),
    };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/**
 * The copy gets the time of the original: git compares the times of files with it to find those that may have changed in the same tick.
 */
function copyIndex(from: string, to: string): void {
  try {
    const { mtime } = Deno.statSync(from);
    Deno.copyFileSync(from, to);
    if (mtime !== null) Deno.utimeSync(to, mtime, mtime);
  } catch (error) {
    // None before the first `git add`.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
