/**
 * A person chooses the phase of a session.
 *
 * @module
 */

import { gateBefore, isApproved } from "../workflow/may_run.ts";
import type { RowOf } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import { phaseOf, type Workflow } from "../workflow/table.ts";
import {
  type GateCall,
  isGate,
  refuseInAttempt,
  sessionName,
  wayOn,
} from "./gates.ts";
import { readActivePlan } from "./plan_file.ts";
import { RefusedError } from "./refused.ts";
import { commitRequest, requestStep } from "./request_step.ts";
import type { Store } from "./store.ts";

/**
 * Puts a session into another phase, never through a closed gate.
 *
 * @throws {RefusedError} when the workflow has no such phase (2), nobody opened the gate before it, an attempt is
 * running, or a run works on the session.
 */
export async function gotoPhase(
  store: Store,
  call: GateCall & {
    readonly note: string;
    readonly phase: string;
    /** Asked under the session lock. */
    readonly isHeld: () => Promise<boolean>;
  },
): Promise<RowOf<"request">> {
  const name = sessionName(store);
  const to = call.phase.trim().toLowerCase();
  if (phaseOf(call.workflow, to) === undefined) {
    throw new RefusedError(
      `Cannot go to "${to}": the workflow "${call.workflow.name}" has no such phase`,
      {
        details: Object.keys(call.workflow.phases),
        hint: `samocode goto PHASE ${name} --note "…"`,
        exitCode: 2,
      },
    );
  }
  return await commitRequest(store, async ({ state, overview }) => {
    refuseInAttempt(state, { act: `go to "${to}" in`, name });
    const stands = state.waiting !== null || state.blocked !== null ||
      state.finished;
    if (!stands && await call.isHeld()) {
      throw new RefusedError(`Cannot go to "${to}": a run works on "${name}"`, {
        hint: `samocode stop ${name}`,
        exitCode: 3,
      });
    }
    const plan = await readActivePlan(store.paths, overview);
    if (
      !mayPass(call.workflow, { state, to, planHash: plan?.hash ?? null })
    ) {
      throw new RefusedError(
        `Cannot go to "${to}": "${name}" would pass a gate that nobody opened`,
        { hint: wayOn(state, name) },
      );
    }
    return requestStep(call, {
      state,
      verb: "goto",
      text: call.note,
      to,
      fields: {
        "Phase": to,
        "Blocked": "no",
        "Last Action": `A person chose the phase: ${call.note}`,
        "Next": `Go on in ${to}`,
      },
      flow:
        `Phase transition: ${state.phase} -> ${to} via ${call.actor.channel}: ${call.note}`,
    });
  });
}

/** Whether a phase may be entered: no gate is before it, its plan was approved, or an older session is behind it already. */
function mayPass(
  workflow: Workflow,
  { state, to, planHash }: {
    readonly state: SessionState;
    readonly to: string;
    readonly planHash: string | null;
  },
): boolean {
  if (gateBefore(workflow, to) === null) return true;
  if (state.approval !== null) return isApproved(state.approval, planHash);
  const known = phaseOf(workflow, state.phase);
  return state.takenOver && !isGate(state.waiting) && state.phase !== "init" &&
    (known === undefined || gateBefore(workflow, known.name) !== null);
}
