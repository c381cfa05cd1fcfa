/**
 * The commit that the work of a session began from.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { foundStart } from "../../system/worktree_base.ts";
import { branchAt } from "../../system/worktree_list.ts";
import type { SessionState } from "../../workflow/state.ts";

/** The commit of the journal; for a session of the predecessor that no run has worked on yet, where its branch left the main one. */
export async function baseOf(
  { base, takenOver }: SessionState,
  { workingDir, config }: {
    readonly workingDir: string;
    readonly config: Config;
  },
): Promise<string | null> {
  const { mainRepo } = config;
  if (base !== null || !takenOver || workingDir === mainRepo) return base;
  const branch = await branchAt(mainRepo, workingDir);
  return branch === null
    ? null
    : (await foundStart(mainRepo, { workingDir, branch })).base;
}
