/**
 * Accepting what was done to tests and checks: only a person does it, and only what was shown.
 *
 * @module
 */

import { counted } from "../workflow/amounts.ts";
import type { RowOf } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import {
  flowLine,
  type GateCall,
  refuseInAttempt,
  sessionName,
  waitsForTests,
  wayOnOrReport,
} from "./gates.ts";
import { RefusedError } from "./refused.ts";
import { emptySignalFile } from "./signal_file.ts";
import type { Store } from "./store.ts";
import type { Step } from "./writer_step.ts";

/** An acceptance, and what the person had seen. */
export interface AcceptCall extends GateCall {
  /** State of the same store when the findings were shown: other ones may have taken their place. */
  readonly seen?: SessionState;
}

/** What {@linkcode acceptTestChanges} did. */
export interface Accepted {
  readonly row: RowOf<"gate-opened">;
  /** Whether the old signal is out of the way. */
  readonly signalEmptied: boolean;
}

/**
 * Opens the gate before the end; what was accepted does not close it again.
 *
 * @throws {RefusedError} when no changes of tests wait, other ones do than `seen`, or an attempt is running.
 */
export async function acceptTestChanges(
  store: Store,
  call: AcceptCall,
): Promise<Accepted> {
  const name = sessionName(store);
  let signalEmptied = false;
  const row = await store.commit(({ state }): Step => {
    refuseInAttempt(state, { act: "accept test changes of", name });
    const refused = (why: string) =>
      new RefusedError(`Cannot accept test changes of "${name}": ${why}`, {
        hint: wayOnOrReport(state, name),
      });
    const { waiting } = state;
    if (waiting === null || !waitsForTests(waiting)) {
      throw refused("none wait for a person");
    }
    if (call.seen && call.seen.waiting?.since !== waiting.since) {
      throw refused("other ones wait by now");
    }
    const from = state.phase ?? "";
    const to = waiting.to ?? from;
    const findings = waiting.findings ?? [];
    const words = `${
      counted(findings.length, "change")
    } of tests or checks accepted`;
    return {
      row: {
        kind: "gate-opened",
        ...call.actor,
        reason: waiting.reason,
        from,
        to,
        plan: null,
        planHash: null,
        note: call.note ?? null,
        accepted: findings.map(({ key }) => key),
        change: null,
      },
      edit: {
        fields: {
          "Phase": to,
          "Blocked": "no",
          "Last Action": words,
          "Next": `Go on in ${to}`,
        },
        flow: flowLine(state, {
          moment: call.moment,
          text: `${words} via ${call.actor.channel}`,
          tag: "approve",
        }),
      },
      // While the lock is held: the next attempt may write a signal of its own.
      atLast: () => signalEmptied = emptySignalFile(store.paths),
    };
  });
  if (row?.kind !== "gate-opened") throw new Error("The gate stayed closed");
  return { row, signalEmptied };
}
