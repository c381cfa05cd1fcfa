/**
 * A copy of a repository's index to work on, so that the person's own stays as it is.
 *
 * @module
 */

import { isAbsolute, join } from "@std/path";
import { git, type GitOptions, type GitResult } from "./git.ts";

/** A repository as it is now. */
export interface WorkState {
  /** Absolute path of its index, which need not exist. */
  readonly index: string;
  /** Absolute path of its object store. */
  readonly objects: string;
  /** Commit; `null` before the first one. */
  readonly head: string | null;
  /** `null`: detached. */
  readonly branch: string | null;
  /** Tree of `head`. */
  readonly tree: string | null;
  /** Paths of tracked changes and untracked files. */
  readonly changed: readonly string[];
}

/** Who calls git. */
export type GitCall = (
  args: readonly string[],
  options: Omit<GitOptions, "stop">,
) => Promise<GitResult>;

/** How {@linkcode workState} goes about. */
export interface WorkStateOptions {
  readonly call?: GitCall;
  /** An earlier state: as long as HEAD is the same and nothing is changed, git is asked for nothing else. */
  readonly earlier?: WorkState | null;
}

/**
 * Looks at the repository that `cwd` is in; `null`: there is none, or git cannot tell.
 *
 * @throws {GitMissingError}
 */
export async function workState(
  cwd: string,
  { call = git, earlier = null }: WorkStateOptions = {},
): Promise<WorkState | null> {
  const asked = ["status", "--porcelain=v2", "--branch", "-z"];
  const places = ["--git-path", "index", "--git-path", "objects"];
  const parse = () => call(["rev-parse", ...places, "HEAD^{tree}"], { cwd });
  const [status, early] = await Promise.all([
    call(asked, { cwd }),
    earlier === null ? parse() : null,
  ]);
  if (status.code !== 0) return null;
  const state = statusOf(status.stdout);
  // A commit never changes: what was told of it before holds.
  if (
    earlier !== null && earlier.head !== null &&
    earlier.head === state.head && state.changed.length === 0
  ) return { ...earlier, ...state };
  const parsed = early ?? await parse();
  // Before the first commit the last thing asked for fails, what was told before it counts.
  const [index, objects, tree] = parsed.stdout.split("\n");
  if (!index || !objects) return null;
  return {
    ...state,
    index: isAbsolute(index) ? index : join(cwd, index),
    objects: isAbsolute(objects) ? objects : join(cwd, objects),
    tree: parsed.code === 0 && tree ? tree : null,
  };
}

/** What `git status` tells. */
function statusOf(
  stdout: string,
): Pick<WorkState, "head" | "branch" | "changed"> {
  const entries = stdout.split("\0").filter(Boolean);
  const told = (label: string) =>
    entries.find((entry) => entry.startsWith(`# branch.${label} `))
      ?.slice(`# branch.${label} `.length);
  const head = told("oid");
  const branch = told("head");
  return {
    head: head === undefined || head === "(initial)" ? null : head,
    branch: branch === undefined || branch === "(detached)" ? null : branch,
    changed: changedPaths(entries),
  };
}

/** Fields before the path, by the kind of an entry. */
const FIELDS: Readonly<Record<string, number>> = { 1: 8, 2: 9, u: 10, "?": 1 };

function changedPaths(entries: readonly string[]): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at < entries.length; at++) {
    const words = entries[at]!.split(" ");
    const kind = words[0]!;
    if (!Object.hasOwn(FIELDS, kind)) continue;
    paths.push(words.slice(FIELDS[kind]).join(" "));
    // The old path of a renamed file is an entry of its own.
    if (kind === "2") at++;
  }
  return paths;
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
 * Files that cannot be read are left out, too.
 *
 * @returns The result of the last call of git; with code 0 its output is the tree's id.
 */
export async function writeWorkTree(
  cwd: string,
  { index, objects, timeoutMs, keep, call = git }: WorkTreeOptions & WorkState,
): Promise<GitResult> {
  const folder = Deno.makeTempDirSync({ prefix: "samocode-index-" });
  try {
    const scratch = join(folder, "index");
    copyIndex(index, scratch);
    const env = {
      GIT_INDEX_FILE: scratch,
      // A colon would cut the path in two.
      ...(keep || objects.includes(":") ? {} : {
        GIT_OBJECT_DIRECTORY: folder,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
      }),
    };
    const added = await call([
      "-c",
      "core.safecrlf=false",
      "-c",
      "advice.addEmbeddedRepo=false",
      "add",
      "--all",
      "--ignore-errors",
    ], { cwd, env, timeoutMs });
    if (added.code !== 0 && added.code !== 1) return added;
    return await call(["write-tree"], { cwd, env, timeoutMs });
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
