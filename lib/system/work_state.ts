/**
 * What git tells of a repository and the uncommitted work in it.
 *
 * @module
 */

import { isAbsolute, join } from "@std/path";
import { git, type GitOptions, gitProblem, type GitResult } from "./git.ts";

/** A repository as it is now. */
export interface WorkState {
  /** Absolute path of its index, which need not exist; `null`: it cannot be read, and HEAD takes its place. */
  readonly index: string | null;
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

/** What a look at a repository showed; `null`: there is none. */
export type WorkReading = WorkState | { readonly problem: string } | null;

/** Asks for a status, untracked files too whatever is configured. */
export const statusCall: readonly string[] = [
  "status",
  "--porcelain=v2",
  "-z",
  "--untracked-files=normal",
];
const places = ["--git-path", "index", "--git-path", "objects"];

/**
 * Looks at the repository that `cwd` is in.
 *
 * A `call` that hears nothing of failures gets a problem where there is no repository.
 *
 * @throws {GitMissingError}
 */
export async function workState(
  cwd: string,
  { call = git, earlier = null }: WorkStateOptions = {},
): Promise<WorkReading> {
  const parse = () => call(["rev-parse", ...places, "HEAD^{tree}"], { cwd });
  const [told, early] = await Promise.all([
    call([...statusCall, "--branch"], { cwd }),
    earlier === null ? parse() : null,
  ]);
  if (told.code !== 0) return unknown(told);
  const state = statusOf(told.stdout);
  // A commit never changes: what was told of it before holds.
  if (
    earlier !== null && earlier.head !== null &&
    earlier.head === state.head && state.changed.length === 0
  ) return { ...earlier, ...state };
  const parsed = early ?? await parse();
  // Before the first commit the last thing asked for fails, what was told before it counts.
  const [index, objects, tree] = parsed.stdout.split("\n");
  if (!index || !objects) return unknown(parsed);
  return {
    ...state,
    index: isAbsolute(index) ? index : join(cwd, index),
    objects: isAbsolute(objects) ? objects : join(cwd, objects),
    tree: parsed.code === 0 && tree ? tree : null,
  };
}

/**
 * The repository where `git status` fails, as it does on a broken index: HEAD is all that is known. Nothing of what is
 * changed is told.
 *
 * @throws {GitMissingError}
 */
export async function headState(cwd: string): Promise<WorkReading> {
  const asked = await git(["rev-parse", ...places, "HEAD", "HEAD^{tree}"], {
    cwd,
  });
  if (asked.code !== 0) return unknown(asked);
  const [, objects = "", head = "", tree = ""] = asked.stdout.split("\n");
  return { index: null, objects, head, tree, branch: null, changed: [] };
}

function unknown(result: GitResult): WorkReading {
  // A repository whose parts are gone is told in other words.
  return /^fatal: not a git repository \(or any /m.test(result.stderr)
    ? null
    : { problem: gitProblem(result) };
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

/** The paths of a status; of tracked ones those whose two letters are `wanted`. */
export function changedPaths(
  entries: readonly string[],
  wanted: (xy: string) => boolean = () => true,
): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at < entries.length; at++) {
    const words = entries[at]!.split(" ");
    const kind = words[0]!;
    if (!Object.hasOwn(FIELDS, kind)) continue;
    const path = words.slice(FIELDS[kind]).join(" ");
    if (kind === "?" || wanted(words[1]!)) paths.push(path);
    // The old path of a renamed file is an entry of its own.
    if (kind === "2") at++;
  }
  return paths;
}
