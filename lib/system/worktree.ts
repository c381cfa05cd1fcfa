/**
 * Prepares the worktree of a session: its own branch, from the newest state of the project's main branch.
 *
 * @module
 */

import { join, resolve } from "@std/path";
import { UserError } from "../errors.ts";
import { systemClock } from "./clock.ts";
import { isFolder, listFolder, lstatOrNull, realPath } from "./files.ts";
import { git, GitMissingError, gitProblem } from "./git.ts";
import { findBase, startOf } from "./worktree_base.ts";
import { startNotes } from "./worktree_notes.ts";
import {
  freeBranch,
  removeHalfMade,
  type WantedWorktree,
  worktreesOf,
} from "./worktree_list.ts";

/** What is to be prepared. */
export interface WorktreeSpec extends WantedWorktree {
  /** Whether to ask the remote first; 30 s at most. */
  readonly fetch: boolean;
  /** Aborted: given up at once. */
  readonly stop?: AbortSignal | undefined;
}

/** What {@linkcode prepareWorktree} made or found. */
export type PreparedWorktree =
  | {
    readonly kind: "ready";
    /** Commit that the branch started from. */
    readonly base: string;
    /** `origin/main`, or `main` where that is all there is. */
    readonly baseName: string;
    /** Whether the branch was there before. */
    readonly attached: boolean;
    /** For a person, one line each. */
    readonly notes: readonly string[];
  }
  /** The main working directory is a plain folder: work is done there. */
  | { readonly kind: "plain" };

/** Checking a large repository out may take its time. */
const addLimitMs = 600_000;
/** How git fails while somebody else makes a worktree of the same repository: it reads what is only half there, or finds a lock. */
const besideOthers =
  /failed to read .*\bworktrees\/|could not lock|Unable to create .*\.lock|cannot lock ref/;
const mostTries = 10;

/**
 * Makes the worktree, or finds it made; several runs may do so in one repository at once.
 *
 * @throws {UserError} when it cannot be made; nothing of the person's is changed then.
 */
export async function prepareWorktree(
  spec: WorktreeSpec,
): Promise<PreparedWorktree> {
  for (let tries = 1;; tries++) {
    try {
      return await makeOrFind(spec);
    } catch (error) {
      const passes = error instanceof UserError &&
        besideOthers.test(error.message) && !spec.stop?.aborted;
      if (!passes || tries === mostTries) throw error;
    }
    await systemClock.sleep(50 * tries, spec.stop);
  }
}

async function makeOrFind(spec: WorktreeSpec): Promise<PreparedWorktree> {
  const { mainRepo, path, branch } = spec;
  const common = await repositoryOf(mainRepo);
  if (common === null) return { kind: "plain" };
  const entries = await worktreesOf(mainRepo);
  await removeHalfMade(entries, spec);
  if (isFolder(path) && await repositoryOf(path) === common) {
    const found = await findBase(mainRepo, { branch, fetch: false });
    return {
      kind: "ready",
      base: await startOf(path, found.base),
      baseName: found.baseName,
      attached: true,
      notes: [],
    };
  }
  if (!isFree(path)) {
    throw new UserError(
      `Cannot make the worktree "${path}": something else is there`,
      { hint: "Move it away" },
    );
  }
  const found = await findBase(mainRepo, spec);
  if (spec.stop?.aborted) {
    throw new UserError(`Cannot make the worktree "${path}": interrupted`);
  }
  await freeBranch(entries, spec);
  const how = found.branchThere
    ? [path, branch]
    : found.remoteBranch === null
    ? ["--no-track", "-b", branch, path, found.base]
    : ["--track", "-b", branch, path, found.remoteBranch];
  const added = await git(["worktree", "add", ...how], {
    cwd: mainRepo,
    timeoutMs: addLimitMs,
    stop: spec.stop,
  });
  if (added.code !== 0) {
    throw new UserError(
      `Cannot make the worktree "${path}": ${gitProblem(added)}`,
    );
  }
  const attached = found.branchThere || found.remoteBranch !== null;
  return {
    kind: "ready",
    base: attached ? await startOf(path, found.base) : found.base,
    baseName: found.baseName,
    attached,
    notes: [
      ...found.notes,
      ...await startNotes(mainRepo, { branch, found, attached }),
    ],
  };
}

/**
 * Where the branch of a worktree that is not made yet would begin, in words, as far as is known here; `null`: in a plain folder nowhere.
 *
 * Asks no remote and changes nothing.
 *
 * @throws {UserError} when the repository has no commit.
 */
export async function plannedStart(
  mainRepo: string,
  branch: string,
): Promise<readonly string[] | null> {
  if (await repositoryOf(mainRepo) === null) return null;
  const found = await findBase(mainRepo, { branch, fetch: false });
  const attached = found.branchThere || found.remoteBranch !== null;
  return [
    `${found.baseName}, ${found.base.slice(0, 7)} as it is known here`,
    ...await startNotes(mainRepo, { branch, found, attached }),
  ];
}

/** The common folder of the repository whose top `path` is; `null` when it is the top of none. */
async function repositoryOf(path: string): Promise<string | null> {
  const places = ["--is-bare-repository", "--git-common-dir"];
  try {
    const result = await git(["rev-parse", ...places, "--show-toplevel"], {
      cwd: path,
    });
    // A bare one has no top: the last thing asked for fails, what was told before it counts.
    const [bare, common, top] = result.stdout.split("\n");
    if (!common) {
      if (/not a git repository/.test(result.stderr)) return null;
      throw new UserError(
        `Cannot use the repository "${path}": ${gitProblem(result)}`,
      );
    }
    const folder = realPath(resolve(path, common));
    const its = bare === "true" ? folder : top;
    return its === realPath(path) ? folder : null;
  } catch (error) {
    // Without git a folder without a repository is as good as ever.
    if (
      error instanceof GitMissingError &&
      lstatOrNull(join(path, ".git")) === null
    ) return null;
    throw error;
  }
}

function isFree(path: string): boolean {
  const info = lstatOrNull(path);
  return info === null || info.isDirectory && listFolder(path).length === 0;
}
