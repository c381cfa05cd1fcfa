/**
 * Which route the next attempt of the open iteration takes.
 *
 * @module
 */

import type { ActivePlan } from "../session/plan_file.ts";
import { activePlanPhase } from "../workflow/plan.ts";
import type { AttemptType } from "../workflow/rows/attempt_rows.ts";
import { type Engine, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import { type Route, routeOf } from "./routing.ts";

/** Chooses the route of an attempt; says once in a run what is wrong with the plan. */
export async function attemptRoute(
  engine: Engine,
  type: AttemptType,
): Promise<Route> {
  const { store, clock, memory, input } = engine;
  const plan = await planOf(engine);
  const phase = input.workflow.phases[store.state.phase!]!;
  if (phase.context.includes("plan_phase")) sayUnreadable(engine, plan);
  const route = routeOf(input, {
    phase,
    planProfile: phase.context.includes("plan_phase")
      ? (plan === null ? null : activePlanPhase(plan.plan)?.profile ?? null)
      : null,
    escalated: store.state.escalated,
    exhausted: memory.exhausted,
    nowMs: clock.now(),
    only: asksForLastWords(type) ? store.state.open?.provider ?? null : null,
  });
  sayMissing(engine, route);
  return route;
}

/** Whether the newest conversation is only gone on with to end it soundly, by the provider that had it. */
export function asksForLastWords(type: AttemptType): boolean {
  return type === "repair" || type === "timeUp";
}

/** Nothing stops for it: the plan may have been made for somebody else's eyes. */
function sayUnreadable(engine: Engine, plan: ActivePlan | null): void {
  const problem = plan === null
    ? 'The overview lists no plan under "## Plans" that can be read'
    : plan.plan.problems.length > 0
    ? `The plan "${plan.file}" cannot be read in full: ${
      plan.plan.problems.join("; ")
    }`
    : null;
  if (problem === null || engine.memory.said.has(problem)) return;
  engine.memory.said.add(problem);
  tell(engine, "plan", { level: "warn", text: problem });
}

/** A plan is the provider's own: what it wants and cannot have stops nothing. */
function sayMissing(
  engine: Engine,
  { missing, profile, provider }: Route,
): void {
  const key = `profile ${missing}`;
  if (missing === null || engine.memory.said.has(key)) return;
  engine.memory.said.add(key);
  tell(engine, "profile", {
    level: "warn",
    text:
      `The plan wants the profile "${missing}", which ${provider.name} does not have: ${profile} is taken`,
  });
}
