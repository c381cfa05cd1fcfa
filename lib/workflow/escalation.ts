/**
 * The one further chance that a stuck phase gets with a stronger profile.
 *
 * @module
 */

import type { Decision, Escalation } from "./decision.ts";
import type { CheckEvidence } from "./evidence.ts";

/** So often in the same way has a check failed when a stronger profile shall try. */
const SAME_FAILURES = 2;

/**
 * Turns a decision into a further iteration of the phase with a stronger profile, where that may help: a check has failed twice in the same way,
 * or the provider is blocked by its environment.
 *
 * @param step The profiles; `null`: there is no stronger one, or the phase had its chance since it was entered.
 */
export function escalate(
  decision: Decision,
  { checks, step }: {
    readonly checks: CheckEvidence | null;
    readonly step: Escalation | null;
  },
): Decision {
  if (step === null) return decision;
  const again = {
    ...decision,
    kind: "repeat",
    needs: null,
    escalated: step,
  } as const;
  if (
    decision.rule === "check-red" && checks?.kind === "run" &&
    checks.sameFailures === SAME_FAILURES
  ) return again;
  if (
    decision.rule === "provider-blocked" && decision.needs === "environment"
  ) {
    const text = `Blocked by the environment: ${decision.text}`;
    return { ...again, rule: "escalated", text };
  }
  return decision;
}
