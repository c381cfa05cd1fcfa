/**
 * Opening the plan gate: one way for the run and for every subcommand, checked and journaled under the session lock.
 *
 * @module
 */

import type { RowOf } from "../workflow/row.ts";
import type { SessionState, Waiting } from "../workflow/state.ts";
import { phaseOf } from "../workflow/table.ts";
import { keepApprovedPlan } from "./approved_plan.ts";
import {
  flowLine,
  type GateCall,
  isGate,
  refuseInAttempt,
  sessionName,
  waitsForTests,
  wayOnOrReport,
} from "./gates.ts";
import { type ActivePlan, readActivePlan } from "./plan_file.ts";
import { RefusedError } from "./refused.ts";
import { emptySignalFile } from "./signal_file.ts";
import type { Store } from "./store.ts";
import type { Present, Step } from "./writer_step.ts";

/** An approval, and what the person had seen. */
export interface ApproveCall extends GateCall {
  /** Hash of the plan that was read, or its beginning; left out: that of the one shown when the gate closed. */
  readonly planHash?: string;
  /** State of the same store when the person began: an approval since then is told apart from no gate at all. */
  readonly seen?: SessionState;
}

/** What {@linkcode approvePlan} did. */
export interface Approved {
  readonly row: RowOf<"gate-opened">;
  /** Whether the old signal is out of the way. */
  readonly signalEmptied: boolean;
}

/**
 * Opens the plan gate and empties the signal that closed it.
 *
 * The plan must be the one that was shown: its hash is compared with `planHash` where the caller names the one that was
 * read, else with the one taken when the gate closed.
 *
 * @throws {RefusedError} when nothing waits for approval (1), an attempt is running (1), the plan is another one (1),
 * or since `seen` another approval came first (6) or the session left the gate in another way (4).
 */
export async function approvePlan(
  store: Store,
  call: ApproveCall,
): Promise<Approved> {
  let signalEmptied = false;
  const row = await store.commit(async (present): Promise<Step> => {
    const { state } = present;
    const waiting = gateThatWaits(store, { present, seen: call.seen });
    const plan = await planThatWasShown(store, { present, waiting, call });
    // Before the row: whoever asks later what was approved must find it.
    await keepApprovedPlan(store.paths, plan);
    const from = state.phase ?? "";
    const to = waiting.to ?? phaseOf(call.workflow, from)?.gate?.to ?? from;
    return {
      row: {
        kind: "gate-opened",
        ...call.actor,
        reason: waiting.reason,
        from,
        to,
        plan: plan.file,
        planHash: plan.hash,
        note: call.note ?? null,
        change: null,
      },
      edit: {
        fields: {
          "Phase": to,
          "Blocked": "no",
          "Last Action": `Plan approved for ${to}`,
          "Next": `Execute first ${to} phase`,
        },
        flow: flowLine(state, {
          moment: call.moment,
          text: `Plan approved for ${to} via ${call.actor.channel}`,
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

function gateThatWaits(
  store: Store,
  { present: { state }, seen }: {
    readonly present: Present;
    readonly seen: SessionState | undefined;
  },
): Waiting {
  const name = sessionName(store);
  refuseInAttempt(state, { act: "approve", name });
  const { waiting } = state;
  if (waiting !== null && isGate(waiting) && !waitsForTests(waiting)) {
    return waiting;
  }
  const refused = (why: string, exitCode: number) =>
    new RefusedError(`Cannot approve "${name}": ${why}`, {
      hint: wayOnOrReport(state, name),
      exitCode,
    });
  if (seen !== undefined && isGate(seen.waiting)) {
    if (state.approval !== null && state.approval !== seen.approval) {
      throw refused("another approval got there first", 6);
    }
    if (state.phase !== seen.phase) {
      throw refused(`it is in phase "${state.phase}" by now`, 4);
    }
  }
  throw refused(
    waitsForTests(waiting)
      ? "it is no plan that waits, but changes of tests and checks"
      : "no plan waits for approval",
    1,
  );
}

async function planThatWasShown(
  store: Store,
  { present: { overview }, waiting, call }: {
    readonly present: Present;
    readonly waiting: Waiting;
    readonly call: ApproveCall;
  },
): Promise<ActivePlan> {
  const name = sessionName(store);
  const cannot = `Cannot approve "${name}":`;
  if (overview === null) {
    throw new RefusedError(`${cannot} its overview is missing`, {
      hint: `put "${store.paths.overview}" back`,
    });
  }
  const plan = await readActivePlan(store.paths, overview);
  if (plan === null) {
    throw new RefusedError(`${cannot} there is no plan`, {
      hint: `samocode reject ${name} "there is no plan"`,
    });
  }
  const now = plan.hash.slice(0, 12);
  if (waiting.planHash === null && call.planHash === undefined) {
    throw new RefusedError(`${cannot} this plan was shown to nobody`, {
      hint: `samocode approve ${name} --plan-hash ${now}`,
    });
  }
  // Whoever names a hash has read that plan, perhaps after changing it at the gate.
  const shown = call.planHash ?? waiting.planHash ?? "";
  if (plan.hash.startsWith(shown)) return plan;
  throw new RefusedError(`${cannot} the plan is not the one that was shown`, {
    details: [`shown: ${shown.slice(0, 12)}`, `now: ${now} (${plan.file})`],
    hint: `samocode show ${name} plan`,
  });
}
