/**
 * The lessons of a session that was looked at; there are none before it is done.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import type { Gathered } from "../look/gather.ts";
import { workingDirOf } from "../look/working_dir.ts";
import { type Lessons, lookAtLessons } from "./look.ts";

/** The lessons, or why there are none. */
export async function sessionLessons(
  gathered: Gathered,
  config: Config,
): Promise<Lessons | { readonly none: string }> {
  if (!gathered.evidence.state.finished) return { none: "it is not done" };
  const lessons = await lookAtLessons(gathered.paths, {
    config,
    workingDir: workingDirOf(gathered, { overview: null, config }),
    applied: gathered.evidence.state.appliedLessons,
  });
  return lessons ?? { none: "it proposes none" };
}
