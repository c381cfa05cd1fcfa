/**
 * What was changed in a plan after somebody approved it.
 *
 * @module
 */

import { readApprovedPlan } from "../../session/approved_plan.ts";
import type { SessionPaths } from "../../session/paths.ts";
import type { ActivePlan } from "../../session/plan_file.ts";
import { lineDiff } from "../../workflow/line_diff.ts";
import { planFingerprintText } from "../../workflow/plan.ts";
import type { SessionState } from "../../workflow/state.ts";

/** Lines for a person: who approved, and what is different since; none when nothing is, or no plan was approved. */
export async function planDifference(
  paths: SessionPaths,
  { plan, state: { approval } }: {
    readonly plan: ActivePlan;
    readonly state: SessionState;
  },
): Promise<readonly string[]> {
  const hash = approval?.planHash ?? null;
  if (approval === null || hash === null || hash === plan.hash) return [];
  const when = approval.time.slice(0, 16).replace("T", " ");
  const heading =
    `Changed since ${approval.by} approved it (${approval.channel}, ${when}):`;
  const before = await readApprovedPlan(paths, hash);
  if (before === null) return [heading, "  the approved text was not kept"];
  return [
    heading,
    "",
    ...lineDiff(planFingerprintText(before), planFingerprintText(plan.text)),
  ];
}
