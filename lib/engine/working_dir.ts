/**
 * Where a session that was prepared before does its work.
 *
 * @module
 */

import { isAbsolute, join } from "@std/path";
import { UserError, type UserErrorOptions } from "../errors.ts";
import { sessionName } from "../session/gates.ts";
import { readNotebook } from "../session/notebook.ts";
import { readOverview } from "../session/overview.ts";
import type { Store } from "../session/store.ts";
import { isFolder, lstatOrNull, realPath } from "../system/files.ts";
import { worktreeCommand } from "../workflow/worktree_command.ts";

/** Where a project keeps its work. */
export interface Places {
  readonly mainRepo: string;
  readonly worktrees: string;
  /** Tells the person something, one line. */
  readonly say: (text: string) => void;
}

/** The working folder is not there; a session in which nothing is to be done can do without. */
export class WorkingDirGoneError extends UserError {
  override readonly name = "WorkingDirGoneError";

  /** @param path Where it ought to be. */
  constructor(
    message: string,
    readonly path: string,
    options: Omit<UserErrorOptions, "exitCode">,
  ) {
    super(message, { ...options, exitCode: 5 });
  }
}

/** Where the worktree of a session belongs. */
export function expectedWorktree(
  store: Store,
  { worktrees }: Pick<Places, "worktrees">,
): string {
  return join(worktrees, sessionName(store));
}

/** Whether a folder is the top of a worktree; a link that was laid in its place is none. */
export function isWorktree(path: string): boolean {
  return lstatOrNull(path)?.isDirectory === true &&
    lstatOrNull(join(path, ".git")) !== null;
}

/**
 * The working folder that the journal tells; `null`: the whole session stands somewhere else now (a restored artifact,
 * another machine), and needs another one.
 *
 * A worktree that ought to be there and is not is never replaced by the main working directory.
 *
 * @throws {WorkingDirGoneError}
 */
export function knownWorkingDir(store: Store, places: Places): string | null {
  const { branch, workingDir } = store.state;
  const known = workingDir!;
  if (branch === null ? isFolder(known) : isWorktree(known)) return known;
  if (branch !== null && expectedWorktree(store, places) !== known) return null;
  const gone = lstatOrNull(known) === null;
  throw new WorkingDirGoneError(
    `Cannot go on with "${
      sessionName(store)
    }": its working folder "${known}" is ${
      gone ? "gone" : "no worktree any more"
    }`,
    known,
    {
      hint: !gone
        ? "move it away"
        : branch === null
        ? "put it back"
        : worktreeCommand({ mainRepo: places.mainRepo, path: known, branch }),
    },
  );
}

/** Whether a path that somebody wrote is that folder, by whatever way it leads there. */
function isSameFolder(written: string, folder: string): boolean {
  return isAbsolute(written) && isFolder(written) &&
    realPath(written) === realPath(folder);
}

/** The working folder of a session of the predecessor. @throws {WorkingDirGoneError} */
export function oldWorkingDir(
  store: Store,
  { mainRepo, worktrees, say }: Places,
): string {
  const expected = expectedWorktree(store, { worktrees });
  if (isFolder(expected)) return expected;
  const notebook = readNotebook(store.paths);
  const named = notebook.kind === "text"
    ? readOverview(notebook.text).workingDir
    : null;
  if (named !== null && isSameFolder(named, mainRepo)) {
    say(`The session has no worktree and names ${named}: work is done there`);
    return mainRepo;
  }
  throw new WorkingDirGoneError(
    `Cannot take over "${
      sessionName(store)
    }": its worktree "${expected}" is missing`,
    expected,
    {
      hint: worktreeCommand({
        mainRepo,
        path: expected,
        branch: store.state.branch ?? "BRANCH",
      }),
    },
  );
}
