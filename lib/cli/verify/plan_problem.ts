/**
 * Compares the plan that is there with the one that was approved.
 *
 * @module
 */

import { readOverview } from "../../session/overview.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { readActivePlan } from "../../session/plan_file.ts";
import { isApproved } from "../../workflow/may_run.ts";
import type { SessionState } from "../../workflow/state.ts";

/** What is wrong, without a full stop; `null`: nothing, no plan was approved, or the session waits and may have a new one. */
export async function planProblem(
  paths: SessionPaths,
  { state, overview }: {
    readonly state: SessionState;
    readonly overview: string;
  },
): Promise<string | null> {
  const { approval, waiting } = state;
  if (approval === null || waiting !== null) return null;
  const hash = (await readActivePlan(paths, overview))?.hash ?? null;
  if (isApproved(approval, hash)) return null;
  const listed = readOverview(overview).plans.map(({ file }) => file);
  if (approval.plan !== null && !listed.includes(approval.plan)) {
    return `the overview no longer lists the approved plan "${approval.plan}": ` +
      'put its line back under "## Plans", or the next run closes the gate again';
  }
  return hash === null
    ? `the plan "${approval.plan}" that was approved is gone: put it back, or the next run closes the gate again`
    : `the plan is not the one that ${approval.by} approved`;
}
