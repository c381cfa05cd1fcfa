/**
 * Sending the work back from a gate, with what the person says about it.
 *
 * @module
 */

import { firstLine } from "../workflow/first_line.ts";
import type { RowOf } from "../workflow/row.ts";
import type { SessionState, Waiting } from "../workflow/state.ts";
import { type Gate, phaseOf, type Workflow } from "../workflow/table.ts";
import {
  flowLine,
  type GateCall,
  isGate,
  refuseInAttempt,
  sessionName,
  waitsForTests,
  wayOn,
} from "./gates.ts";
import { RefusedError } from "./refused.ts";
import type { Store } from "./store.ts";
import type { Step } from "./writer_step.ts";

/**
 * Rejects a plan, what was done to tests, or what a person was asked to do; `text` goes into the next prompt.
 *
 * @throws {RefusedError} when neither waits, or an attempt is running.
 */
export async function rejectGate(
  store: Store,
  call: GateCall & { readonly text: string },
): Promise<RowOf<"gate-rejected">> {
  const name = sessionName(store);
  const { workflow, actor, moment, text } = call;
  const row = await store.commit(({ state }): Step => {
    const waiting = mustBeRejectable(state, name);
    const from = state.phase ?? "";
    const tests = waitsForTests(waiting);
    const to = tests
      ? phaseOf(workflow, from)?.back[0] ?? from
      : gateOf(workflow, { state, waiting })?.onReject ?? from;
    const what = tests
      ? "Changes of tests rejected"
      : isGate(waiting)
      ? "Plan rejected"
      : "Action declined";
    return {
      row: {
        kind: "gate-rejected",
        ...actor,
        reason: waiting.reason,
        from,
        to,
        text,
        change: null,
      },
      edit: {
        fields: {
          "Phase": to,
          "Blocked": "no",
          "Last Action": `${what}: ${firstLine(text)}`,
          "Next": `Go on in ${to}`,
        },
        flow: flowLine(state, {
          moment,
          text: `${what} via ${actor.channel}: ${firstLine(text)}`,
          tag: "reject",
        }),
      },
    };
  });
  if (row?.kind !== "gate-rejected") throw new Error("Nothing was rejected");
  return row;
}

/** The wait that can be rejected. @throws {RefusedError} when there is none, or an attempt is running. */
export function mustBeRejectable(state: SessionState, name: string): Waiting {
  refuseInAttempt(state, { act: "reject", name });
  const { waiting } = state;
  if (
    waiting === null || !isGate(waiting) && waiting.reason !== "human_action"
  ) {
    throw new RefusedError(
      `Cannot reject "${name}": it waits for no approval and no action`,
      { hint: wayOn(state, name) },
    );
  }
  return waiting;
}

/** The gate that waits: of the present phase, or of the one whose approval was withdrawn because the plan changed. */
function gateOf(
  workflow: Workflow,
  { state, waiting }: {
    readonly state: SessionState;
    readonly waiting: Waiting;
  },
): Gate | null {
  if (!isGate(waiting)) return null;
  const own = phaseOf(workflow, state.phase)?.gate ?? null;
  if (own?.reason === waiting.reason) return own;
  const gates = Object.values(workflow.phases)
    .flatMap(({ gate }) => gate?.reason === waiting.reason ? [gate] : []);
  return gates.find((gate) => gate.to === waiting.to) ?? gates[0] ?? null;
}
