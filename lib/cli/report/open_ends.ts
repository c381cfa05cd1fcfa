/**
 * What a person should still look at before a session's work is taken over.
 *
 * @module
 */

import { counted } from "../../workflow/amounts.ts";
import type { Config } from "../../config/config.ts";
import type { ActivePlan } from "../../session/plan_file.ts";
import type { Facts } from "../../system/host.ts";
import { stateText } from "../../workflow/progress_state.ts";
import type { Row } from "../../workflow/row.ts";
import type { SessionView } from "../look/session_view.ts";
import type { ReviewCheck, ReviewTests } from "./review.ts";

/** What open ends are looked for in. */
export interface OpenEndsInput {
  readonly view: SessionView;
  readonly plan: ActivePlan | null;
  readonly checks: readonly ReviewCheck[];
  readonly tests: ReviewTests;
  readonly facts: Facts | null;
  readonly rows: readonly Row[];
  readonly config: Config;
  readonly questionsOpen: boolean;
  /** See {@linkcode instructionsTouched}. */
  readonly touched: string | null;
}

/** Lists them, one sentence each without a full stop; the most urgent first. */
export function openEnds(input: OpenEndsInput): readonly string[] {
  const { view, plan, checks, tests, facts, rows, config } = input;
  const { state, standing, errors } = view;
  const open = plan === null ? 0 : plan.plan.all - plan.plan.ticked;
  const { approval } = state;
  return [
    ...(state.finished ? [] : [`Not done: ${stateText(standing.progress)}`]),
    ...(input.questionsOpen ? ["Questions have no answer"] : []),
    ...(open > 0
      ? [`${counted(open, "task")} of the plan are not ticked`]
      : []),
    ...(approval === null
      ? ["Nobody approved a plan"]
      : approval.channel.startsWith("auto")
      ? ["Nobody read this plan: it was approved automatically"]
      : []),
    ...(approval !== null && plan !== null && approval.planHash !== plan.hash
      ? ["The plan is not the one that was approved"]
      : []),
    ...(checks.length === 0
      ? ["No checks are configured: nothing but the agent says that it works"]
      : []),
    ...checks.filter(({ state }) => state !== "green")
      .map(({ name, state }) =>
        `Check ${name} is ${state === "red" ? "red" : "not run yet"}`
      ),
    ...checks.filter(({ state, words }) =>
      state === "green" && words.includes("other files")
    ).map(({ name }) =>
      `Check ${name} was green on other files than those of now`
    ),
    ...unaccepted(tests),
    ...(config.testChanges === "ignore"
      ? ["What is done to tests is not looked at: TEST_CHANGES=ignore"]
      : []),
    ...(tests.outside !== null && tests.outside.length > 0
      ? [`${counted(tests.outside.length, "file")} outside of the plan changed`]
      : []),
    ...(facts?.dirty
      ? [`${counted(facts.changed.length, "file")} with uncommitted changes`]
      : []),
    ...tickedOnly(rows),
    ...(input.touched === null ? [] : [input.touched]),
    ...(view.lessons === null || view.lessons.kind === "applied"
      ? []
      : [`Lessons ${view.lessonsLine}`]),
    ...errors,
  ];
}

function unaccepted({ findings }: ReviewTests): readonly string[] {
  const left = findings.filter(({ accepted }) => !accepted).length;
  return left === 0
    ? []
    : [`${counted(left, "change")} of tests or checks that nobody accepted`];
}

/** Iterations that ticked tasks and left all files as they were. */
function tickedOnly(rows: readonly Row[]): readonly string[] {
  let before: { readonly tree: string; readonly ticked: number } | null = null;
  const found: number[] = [];
  for (const row of rows) {
    if (row.kind !== "decided" || row.progress === undefined) continue;
    const { tree, ticked } = row.progress;
    if (ticked === null) continue;
    if (before !== null && tree === before.tree && ticked > before.ticked) {
      found.push(row.iteration);
    }
    before = { tree, ticked };
  }
  return found.length === 0 ? [] : [
    `Tasks were ticked without a change of any file: iteration ${
      found.join(", ")
    }`,
  ];
}
