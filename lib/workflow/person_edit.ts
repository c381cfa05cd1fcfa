/**
 * What an edited overview means: the wish of a person, or something to be put right.
 *
 * @module
 */

import { gateBefore, isApproved } from "./may_run.ts";
import type { SessionState } from "./state.ts";
import { phaseOf, type Workflow } from "./table.ts";
import { TEST_CHANGES } from "./test_gate.ts";

/** The overview as it stands now. */
export interface EditedOverview {
  /** sha256 of its text. */
  readonly hash: string;
  readonly phase: string | null;
  readonly blocked: string | null;
  /** Hash of the active plan as it is now. */
  readonly planHash: string | null;
}

/** What to make of it. */
export type EditVerdict =
  /** Nothing that concerns the host was changed. */
  | { readonly kind: "none" }
  /** Host fields are put back; `reason` is `null` when no person can have been the editor. */
  | { readonly kind: "putBack"; readonly reason: string | null }
  /** A person opened the gate that waits. */
  | { readonly kind: "openGate" }
  /** A person chose another phase, or took a block away. */
  | {
    readonly kind: "edit";
    readonly phase: string | null;
    readonly unblocked: boolean;
  };

/** Judges an overview that is not as the host left it. An edit is a person's only where no attempt can have made it. */
export function judgeEdit(
  state: SessionState,
  { workflow, edited }: {
    readonly workflow: Workflow;
    readonly edited: EditedOverview;
  },
): EditVerdict {
  if (state.trusted === edited.hash) return { kind: "none" };
  if (state.trusted === null || state.attempt !== null) {
    return { kind: "putBack", reason: null };
  }
  const phase = edited.phase?.toLowerCase() ?? null;
  const unblocked = edited.blocked?.toLowerCase() === "no" &&
    (state.blocked !== null || state.waiting?.reason === "human_action");
  if (phase === null || phase === state.phase) {
    return unblocked
      ? { kind: "edit", phase: null, unblocked }
      : { kind: "none" };
  }
  if (phaseOf(workflow, phase) === undefined) {
    return { kind: "putBack", reason: `there is no phase "${phase}"` };
  }
  const gate = phaseOf(workflow, state.phase)?.gate ?? null;
  const waiting = state.waiting;
  if (waiting?.reason === TEST_CHANGES && phase === waiting.to) {
    return {
      kind: "putBack",
      reason: "changes of tests are accepted by a command only",
    };
  }
  if (gate !== null && waiting?.reason === gate.reason && phase === gate.to) {
    return waiting.planHash === null || waiting.planHash === edited.planHash
      ? { kind: "openGate" }
      : {
        kind: "putBack",
        reason: "the plan is not the one that was shown",
      };
  }
  if (
    gateBefore(workflow, phase) !== null &&
    (state.approval === null && !state.takenOver ||
      state.approval !== null && !isApproved(state.approval, edited.planHash))
  ) {
    return {
      kind: "putBack",
      reason: `"${phase}" is behind a gate that nobody opened`,
    };
  }
  return { kind: "edit", phase, unblocked };
}
