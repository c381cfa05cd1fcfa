/**
 * The folder that a session works in, for somebody who only looks.
 *
 * @module
 */

import { join } from "@std/path";
import type { Config } from "../../config/config.ts";
import type { OverviewReading } from "../../session/overview.ts";
import { isFolder } from "../../system/files.ts";
import type { Gathered } from "./gather.ts";

/** What the journal says, else the overview, else the worktree of that name where there is one, else the main repository. */
export function workingDirOf(
  { evidence, name }: Gathered,
  { overview, config }: {
    readonly overview: OverviewReading | null;
    readonly config: Config;
  },
): string {
  const told = evidence.state.workingDir ?? overview?.workingDir ?? null;
  if (told !== null) return told;
  const worktree = join(config.worktrees, name);
  return isFolder(worktree) ? worktree : config.mainRepo;
}
