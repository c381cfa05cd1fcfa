/**
 * A person puts a session right: takes a block away, or reopens what was done.
 *
 * @module
 */

import type { RowOf } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import { phaseOf } from "../workflow/table.ts";
import { PHASE_GONE } from "../workflow/way_out.ts";
import {
  endOfBlock,
  type GateCall,
  isGate,
  refuseInAttempt,
  sessionName,
  waitsForTests,
  wayOn,
} from "./gates.ts";
import { refuseEdited } from "./refuse_edited.ts";
import { RefusedError } from "./refused.ts";
import { commitRequest, requestStep } from "./request_step.ts";
import type { Store } from "./store.ts";

/**
 * Lets a session go on that is blocked, or waits for something that a person had to do.
 *
 * @throws {RefusedError} when neither is so, an attempt is running, or the workflow does not know the phase.
 */
export async function unblockSession(
  store: Store,
  call: GateCall,
): Promise<RowOf<"request">> {
  const name = sessionName(store);
  return await commitRequest(store, ({ state, overview }) => {
    refuseInAttempt(state, { act: "unblock", name });
    refuseEdited(state, {
      cannot: `Cannot unblock "${name}"`,
      name,
      overview,
      fields: ["Phase"],
    });
    const { waiting, blocked, phase } = state;
    const asked = waiting?.reason === "human_action" && !isGate(waiting);
    if (blocked === null && !asked || isGate(waiting)) {
      const why = waitsForTests(waiting)
        ? "changes of its tests wait for a person"
        : isGate(waiting)
        ? "its plan waits for approval"
        : waiting !== null
        ? "its questions wait for answers"
        : state.finished
        ? "it is done"
        : "it is not blocked";
      throw new RefusedError(`Cannot unblock "${name}": ${why}`, {
        hint: wayOn(state, name),
      });
    }
    if (phase !== "init" && phaseOf(call.workflow, phase) === undefined) {
      throw new RefusedError(
        `Cannot unblock "${name}": the workflow has no phase "${phase}"`,
        { hint: endOfBlock({ rule: PHASE_GONE }, { name }) },
      );
    }
    const note = call.note ?? "";
    return requestStep(call, {
      state,
      verb: "unblock",
      text: note,
      to: null,
      fields: { "Blocked": "no", "Next": `Go on in ${phase}` },
      flow: `Unblocked via ${call.actor.channel}${note && `: ${note}`}`,
    });
  });
}

/**
 * Reopens a finished session with a new goal; the work begins at the start of the workflow.
 *
 * @throws {RefusedError} when the session is not done.
 */
export async function reopenSession(
  store: Store,
  call: GateCall & { readonly goal: string },
): Promise<RowOf<"request">> {
  const name = sessionName(store);
  return await commitRequest(store, ({ state }) => {
    mustBeFinished(state, name);
    const { start } = call.workflow;
    return requestStep(call, {
      state,
      verb: "reopen",
      text: call.goal,
      to: start,
      fields: {
        "Phase": start,
        "Blocked": "no",
        "Last Action": `Resuming session for: ${call.goal}`,
        "Next": `Investigate approach for ${call.goal}`,
      },
      flow: `Resuming: ${call.goal}`,
    });
  });
}

/** @throws {RefusedError} when a session cannot be reopened, since it is not done. */
export function mustBeFinished(state: SessionState, name: string): void {
  if (state.finished) return;
  throw new RefusedError(`Cannot reopen "${name}": it is not done`, {
    hint: wayOn(state, name),
  });
}
