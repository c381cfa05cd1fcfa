/**
 * What was decided at the end of an iteration, not yet done.
 *
 * @module
 */

import type { ToldFinding } from "./changes/finding.ts";
import type { ProgressMark } from "./cycles.ts";

/** How a decision went; `rule` names the rule that decided. */
export type DecisionKind = "repeat" | "advance" | "hold" | "block" | "finish";

/** From which profile to which stronger one. */
export interface Escalation {
  readonly from: string;
  readonly to: string;
}

/** What happens next; nothing of it is done yet. */
export interface Decision {
  readonly kind: DecisionKind;
  /** Name of the rule that decided. */
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly refused: boolean;
  /** One or more sentences for the next prompt, the person and the overview. */
  readonly text: string;
  readonly needs: string | null;
  /** With `repeat`: the profile that goes on. */
  readonly escalated?: Escalation;
  /** With `hold`: what is waited for, and the phase behind it (`null`: the same one again). */
  readonly wait: {
    readonly reason: string;
    readonly to: string | null;
    /** What a person is asked to accept. */
    readonly findings?: readonly ToldFinding[];
  } | null;
  /** What the iteration led to, in a phase whose progress is commits. */
  readonly progress?: ProgressMark;
  /** What the next prompt says of work that goes round in circles. */
  readonly nudge?: string;
}

/** The decision that a phase does not go on until a person put it right. */
export function block(
  phase: string,
  { rule, text, needs }: {
    readonly rule: string;
    readonly text: string;
    readonly needs: string | null;
  },
): Decision {
  return {
    kind: "block",
    rule,
    from: phase,
    to: phase,
    refused: false,
    text,
    needs,
    wait: null,
  };
}
