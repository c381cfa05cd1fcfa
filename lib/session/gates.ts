/**
 * Opening and closing gates: one way for the run and for every subcommand, checked and journaled under the session lock.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Actor, Row } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import { phaseOf, type Workflow } from "../workflow/table.ts";
import { flowTag, type Moment, textStamp } from "../workflow/timestamps.ts";
import { readActivePlan } from "./plan_file.ts";
import { questionsOf } from "./questions_file.ts";
import type { Step, Store } from "./store.ts";

/** Who acts, when, and in which workflow. */
export interface GateCall {
  readonly workflow: Workflow;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly note?: string;
}

/** Name of a session's folder, for messages and commands. */
export function sessionName(store: Store): string {
  return store.paths.folder.split("/").at(-1)!;
}

/**
 * Opens the plan gate.
 *
 * The plan must be the one that was shown: its hash is compared with the one taken when the gate closed, and with
 * `planHash` where the caller names the one that was read.
 *
 * @throws {UserError} when nothing waits for approval (1), an attempt is running (1), or the plan is another one (1).
 */
export async function approvePlan(
  store: Store,
  call: GateCall & { readonly planHash?: string },
): Promise<Row> {
  const name = sessionName(store);
  const row = await store.commit(async ({ state, overview }): Promise<Step> => {
    const waiting = state.waiting;
    if (state.attempt !== null) {
      throw new UserError(`Cannot approve "${name}": an attempt is running`, {
        hint: `samocode status ${name}`,
      });
    }
    if (waiting?.reason !== "plan_approval") {
      throw new UserError(
        `Cannot approve "${name}": no plan waits for approval`,
        { hint: `samocode status ${name}` },
      );
    }
    const plan = await readActivePlan(store.paths, overview);
    const shown = call.planHash ?? waiting.planHash;
    if (
      plan === null || shown === null ||
      !plan.hash.startsWith(shown) ||
      waiting.planHash !== null && plan.hash !== waiting.planHash
    ) {
      throw new UserError(
        `Cannot approve "${name}": the plan is not the one that was shown`,
        { hint: `samocode show ${name} plan` },
      );
    }
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
    };
  });
  return row!;
}

/**
 * Ends the wait for answers when every question has one.
 *
 * @returns `false` when some are open.
 */
export async function acceptAnswers(
  store: Store,
  call: GateCall,
): Promise<boolean> {
  const row = await store.commit(({ state }) => {
    if (
      state.waiting?.reason !== "qa_answers" ||
      questionsOf(store.paths) === "open"
    ) return null;
    const phase = state.phase ?? "";
    return {
      row: {
        kind: "gate-opened",
        ...call.actor,
        reason: "qa_answers",
        from: phase,
        to: phase,
        plan: null,
        planHash: null,
        note: call.note ?? null,
        change: null,
      },
      edit: {
        fields: { "Blocked": "no", "Next": `Go on in ${phase}` },
        flow: flowLine(state, {
          moment: call.moment,
          text: `Questions answered via ${call.actor.channel}`,
          tag: "answer",
        }),
      },
    };
  });
  return row !== null;
}

/**
 * Reopens a finished session with a new goal; the work begins at the start of the workflow.
 *
 * @throws {UserError} when the session is not done (1).
 */
export async function reopenSession(
  store: Store,
  call: GateCall & { readonly goal: string },
): Promise<Row> {
  const name = sessionName(store);
  const row = await store.commit(({ state }): Step => {
    if (!state.finished) {
      throw new UserError(`Cannot reopen "${name}": it is not done`, {
        hint: `samocode run ${name}`,
      });
    }
    const to = call.workflow.start;
    return {
      row: {
        kind: "request",
        ...call.actor,
        verb: "reopen",
        text: call.goal,
        from: state.phase,
        to,
        change: null,
      },
      edit: {
        fields: {
          "Phase": to,
          "Blocked": "no",
          "Last Action": `Resuming session for: ${call.goal}`,
          "Next": `Investigate approach for ${call.goal}`,
        },
        flow: flowLine(state, {
          moment: call.moment,
          text: `Resuming: ${call.goal}`,
          tag: "reopen",
        }),
      },
    };
  });
  return row!;
}

/** A line of the flow log; entries before the first iteration have a word in place of the number. */
export function flowLine(
  state: SessionState,
  { moment, text, tag }: {
    readonly moment: Moment;
    readonly text: string;
    readonly tag: string;
  },
): string {
  const stamp = state.iteration > 0
    ? flowTag(state.iteration, moment)
    : `[${tag} @ ${textStamp(moment)}]`;
  return `- ${stamp} ${text.replaceAll(/\s*\n\s*/g, " ")}`;
}
