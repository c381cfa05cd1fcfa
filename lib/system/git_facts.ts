/**
 * What git tells of a working folder.
 *
 * @module
 */

import { lstatOrNull } from "./files.ts";
import { askGit, createGitAide, git, GitMissingError } from "./git.ts";
import type { Facts } from "./host.ts";
import { writeWorkTree } from "./scratch_index.ts";
import {
  type GitCall,
  type WorkReading,
  type WorkState,
  workState,
} from "./work_state.ts";

/** Somebody who looks at the same folder again and again. */
export interface FactsReader {
  /** See {@linkcode treeFacts}. */
  read(): Promise<Facts>;
  /** Looks already: the next `read` gets what is found, unless it comes late or after `forget`. */
  readAhead(): void;
  /** What was found by now may not hold any more. */
  forget(): void;
  /** Ends what helps to read. */
  close(): Promise<void>;
}

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
 * Nothing in the repository changes. All `null` where there is no repository, no git, or a repository that git cannot read; `tree` is `null` when git could not read the files in time.
 */
export async function treeFacts(cwd: string): Promise<Facts> {
  try {
    return await factsOf(await workState(cwd), { cwd, call: git });
  } catch (error) {
    if (error instanceof GitMissingError) return nothing;
    throw error;
  }
}

/** What was read ahead is good for so long. */
const aheadMs = 1_000;

/** Makes a reader that tells the same as {@linkcode treeFacts} and costs less the second time. */
export function createFactsReader(cwd: string): FactsReader {
  const aide = createGitAide();
  const call: GitCall = (args, options) => askGit(args, { ...options, aide });
  let earlier: WorkState | null = null;
  let ahead: { readonly facts: Promise<Facts>; readonly atMs: number } | null =
    null;

  async function look(): Promise<Facts> {
    const state = await workState(cwd, { call, earlier });
    earlier = state === null || "problem" in state ? null : state;
    return await factsOf(state, { cwd, call });
  }

  return {
    read() {
      const found = ahead;
      ahead = null;
      const fresh = found !== null && performance.now() - found.atMs < aheadMs;
      return fresh ? found.facts : look();
    },
    readAhead() {
      const facts = look();
      // Whoever reads it hears of it.
      facts.catch(() => {});
      ahead = { facts, atMs: performance.now() };
    },
    forget() {
      ahead = null;
    },
    close: () => aide.close(),
  };
}

async function factsOf(
  state: WorkReading,
  { cwd, call }: { readonly cwd: string; readonly call: GitCall },
): Promise<Facts> {
  if (state === null || "problem" in state) return nothing;
  const { head, branch, changed } = state;
  const dirty = changed.length > 0;
  const lock = lockOf(state);
  if (!dirty) {
    return { head, tree: state.tree, branch, dirty, changed, ...lock };
  }
  const written = await writeWorkTree(cwd, {
    ...state,
    timeoutMs: 30_000,
    keep: false,
    call,
  });
  const tree = "id" in written ? written.id : null;
  return { head, tree, branch, dirty, changed, ...lock };
}

function lockOf({ index }: WorkState): Pick<Facts, "indexLock"> {
  if (index === null) return {};
  const path = `${index}.lock`;
  const found = lstatOrNull(path);
  return found === null
    ? {}
    : { indexLock: { path, sinceMs: found.mtime?.getTime() ?? 0 } };
}
