/**
 * The state that a dry run begins with: of a session of the predecessor what a take-over would make of it.
 *
 * @module
 */

import { basename, join } from "@std/path";
import { UserError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { holdsSession } from "../session/resolve.ts";
import { isFolder } from "../system/files.ts";
import { branchAt } from "../system/worktree_list.ts";
import type { SessionState } from "../workflow/state.ts";
import { readOld } from "./look/read_old.ts";
import type { RunSpec } from "./run_spec.ts";

/**
 * Tells the state; writes nothing.
 *
 * @param state What the journal adds up to.
 * @throws {UserError} when the session could not be taken over.
 */
export async function previewState(
  { folder, config, loaded }: RunSpec,
  state: SessionState,
): Promise<SessionState> {
  if (state.seq > 0 || !holdsSession(folder)) return state;
  const left = await readOld(sessionPaths(folder), {
    workflow: () => Promise.resolve(loaded.workflow),
    errors: [],
  });
  if (left.damage !== null) {
    throw new UserError(
      `Cannot take over "${basename(folder)}": ${left.damage}`,
      { exitCode: 5 },
    );
  }
  const worktree = join(config.worktrees, basename(folder));
  return isFolder(worktree)
    ? {
      ...left.state,
      workingDir: worktree,
      branch: await branchAt(config.mainRepo, worktree),
    }
    : left.state;
}
