/**
 * The question before every iteration: may it begin?
 *
 * @module
 */

import { budgetStand, budgetText } from "./budget.ts";
import type { Approval, SessionState } from "./state.ts";
import type { StopReason } from "./stop_reason.ts";
import { phaseOf, type Workflow } from "./table.ts";
import { PHASE_GONE } from "./way_out.ts";

/** Limits and wishes of this run. */
export interface RunLimits {
  readonly maxIterations: number | null;
  /** Time of this run without suspends and waits for a limit. */
  readonly maxMs: number | null;
  readonly maxUsd: number | null;
  /** Stop after one iteration. */
  readonly once: boolean;
  /** Stop when the session is in this phase. */
  readonly until: string | null;
}

/** Facts that are not in the journal. */
export interface RunNow {
  /** Iterations this run has decided. */
  readonly iterations: number;
  /** Time that counts against `maxMs`. */
  readonly activeMs: number;
  /** Money this run has used. */
  readonly spentUsd: number;
  /** Hash of the active plan as it is now; `null` without a plan. */
  readonly planHash: string | null;
}

/** Whether the next iteration may begin. */
export type MayRun =
  | { readonly kind: "run" }
  | {
    readonly kind: "stop";
    readonly reason: StopReason;
    readonly text: string;
  }
  /** The session cannot go on by itself. */
  | {
    readonly kind: "block";
    readonly rule: string;
    readonly text: string;
    readonly needs: string;
  }
  /** The plan is not the one that was approved: its gate closes again. */
  | { readonly kind: "planChanged"; readonly reason: string };

/** Answers before an iteration; limits come last, so that a stop says what the session needs most. */
export function mayRun(
  state: SessionState,
  { workflow, limits, now }: {
    readonly workflow: Workflow;
    readonly limits: RunLimits;
    readonly now: RunNow;
  },
): MayRun {
  if (state.finished) return stop("done", "The session is done");
  if (state.blocked !== null) return stop("blocked", state.blocked.reason);
  if (state.waiting !== null) return stop("waiting", state.waiting.text);
  const phase = phaseOf(workflow, state.phase);
  if (phase === undefined) {
    return {
      kind: "block",
      rule: PHASE_GONE,
      text: `The workflow "${workflow.name}" has no phase "${state.phase}"`,
      needs: "human_decision",
    };
  }
  const behind = gateBefore(workflow, phase.name);
  if (
    behind !== null && state.approval !== null &&
    !isApproved(state.approval, now.planHash)
  ) {
    return { kind: "planChanged", reason: behind };
  }
  // An iteration that was cut off goes on under its number, whatever the limits say.
  if ((state.open?.attempts ?? 0) > 0) return { kind: "run" };
  if (limits.until === phase.name) {
    return stop("requested", `Phase "${phase.name}" is reached`);
  }
  if (limits.once && now.iterations > 0) {
    return stop("requested", "One iteration is done");
  }
  const count = state.phaseIterations[phase.name] ?? 0;
  if (count >= phase.limit) {
    return {
      kind: "block",
      rule: "phase-limit",
      text: `Phase "${phase.name}" has used its ${phase.limit} iterations`,
      needs: "human_decision",
    };
  }
  return runLimit(limits, now);
}

function runLimit(limits: RunLimits, now: RunNow): MayRun {
  if (
    limits.maxIterations !== null && now.iterations >= limits.maxIterations
  ) {
    const most = limits.maxIterations;
    const are = most === 1 ? "iteration is" : "iterations are";
    return stop("limit", `${most} ${are} used up`);
  }
  if (limits.maxMs !== null && now.activeMs >= limits.maxMs) {
    const hours = limits.maxMs / 3_600_000;
    return stop("limit", `${Number(hours.toFixed(2))} hours are used up`);
  }
  if (
    limits.maxUsd !== null &&
    budgetStand(now.spentUsd, limits.maxUsd) === "used up"
  ) return stop("limit", budgetText(now.spentUsd, limits.maxUsd));
  return { kind: "run" };
}

/** Whether the plan that is there now is the one that was approved; where there is none, nothing is. */
export function isApproved(
  approval: Pick<Approval, "planHash">,
  planHash: string | null,
): boolean {
  return planHash !== null && approval.planHash === planHash;
}

/** Wait reason of the gate that every way from the start to this phase passes; `null`: none. */
export function gateBefore(workflow: Workflow, phase: string): string | null {
  for (const gated of Object.values(workflow.phases)) {
    if (gated.gate === null || gated.name === phase) continue;
    if (!reachable(workflow, phase, gated.name)) return gated.gate.reason;
  }
  return null;
}

/** Whether the start leads to `phase` although `without` is taken out. */
function reachable(
  workflow: Workflow,
  phase: string,
  without: string,
): boolean {
  const seen = new Set<string>([without]);
  const next = [workflow.start];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (seen.has(name)) continue;
    if (name === phase) return true;
    seen.add(name);
    next.push(...workflow.phases[name]?.next ?? []);
  }
  return false;
}

function stop(reason: StopReason, text: string): MayRun {
  return { kind: "stop", reason, text };
}
