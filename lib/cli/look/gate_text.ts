/**
 * What a session waits for, with the exact commands that end the wait.
 *
 * @module
 */

import { readQuestions } from "../../session/questions_file.ts";
import { type ActivePlan, readActivePlan } from "../../session/plan_file.ts";
import { stateText } from "../../workflow/progress_state.ts";
import { counted } from "../../workflow/amounts.ts";
import { spaced } from "../../workflow/row_words.ts";
import { suggestedOption } from "../../workflow/option_answer.ts";
import type { Question } from "../../workflow/question_block.ts";
import { parseQuestions } from "../../workflow/questions.ts";
import { standing } from "../../workflow/standing.ts";
import type { Blocked, Waiting } from "../../workflow/state.ts";
import { TEST_CHANGES } from "../../workflow/test_gate.ts";
import { durationText, type Moment } from "../../workflow/timestamps.ts";
import { ACCEPT_FLAG, wayOut, wayOutOfBlock } from "../../workflow/way_out.ts";
import type { Gathered } from "./gather.ts";
import { overviewText } from "./overview_text.ts";
import type { CommandLine } from "./place.ts";
import { planDifference } from "./plan_difference.ts";

/** Enough of a hash to tell plans apart. */
const SHORT_HASH = 12;

/** Writes down what waits for a person; where nothing does, where the session stands. */
export async function gateText(
  { evidence, paths }: Gathered,
  command: CommandLine,
): Promise<string> {
  const { state, now } = evidence;
  const stands = standing(evidence, command);
  if (stands.kind === "blocked" && state.blocked !== null) {
    return blockedText(state.blocked, { command, now });
  }
  if (stands.kind !== "waiting" || state.waiting === null) {
    const next = stands.kind === "done" ? `\nNext: ${stands.command}` : "";
    const state = stateText(stands.progress);
    return `Nothing waits for a person\nState: ${state}${next}`;
  }
  const { waiting } = state;
  switch (wayOut(waiting).verb) {
    case "approve": {
      if (waiting.reason === TEST_CHANGES) {
        return testsText(waiting, { command, now });
      }
      const { text } = await overviewText(paths);
      const plan = await readActivePlan(paths, text);
      const difference = plan === null
        ? []
        : await planDifference(paths, { plan, state });
      return planText(waiting, { plan, difference, command, now });
    }
    case "answer":
      return questionsText(parseQuestions(readQuestions(paths) ?? ""), {
        heading: heading(waiting, now),
        command,
      });
    case "unblock":
      return [
        heading(waiting, now),
        ...(waiting.text === "" ? [] : ["", waiting.text]),
        "",
        `When it is done: ${command("unblock")}`,
      ].join("\n");
  }
}

function heading({ reason, since }: Waiting, now: Moment): string {
  return `Waits for ${spaced(reason)}${age(since, now)}`;
}

function age(since: string, now: Moment): string {
  const ms = Date.parse(since);
  return Number.isNaN(ms) ? "" : ` for ${durationText(now.atMs - ms)}`;
}

function planText(
  waiting: Waiting,
  { plan, difference, command, now }: {
    readonly plan: ActivePlan | null;
    /** What was changed after an earlier approval. */
    readonly difference: readonly string[];
    readonly command: CommandLine;
    readonly now: Moment;
  },
): string {
  if (plan === null) {
    return [
      heading(waiting, now),
      'There is no plan: the overview lists none under "## Plans" that can be read',
      "",
      `Send it back: ${command("reject", '"There is no plan"')}`,
    ].join("\n");
  }
  const short = plan.hash.slice(0, SHORT_HASH);
  const changed = waiting.planHash !== null && waiting.planHash !== plan.hash;
  return [
    heading(waiting, now),
    `Plan: ${plan.file}, ${counted(plan.plan.all, "task")}`,
    `Hash: ${plan.hash}`,
    ...(changed
      ? [
        `It was changed since it was handed in: then its hash was ${waiting.planHash}`,
      ]
      : []),
    ...(difference.length > 0 ? ["", ...difference] : []),
    "",
    plan.text.trimEnd(),
    "",
    `Approve:   ${command("approve", `--plan-hash ${short}`)}`,
    `Send back: ${command("reject", '"what to change"')}`,
  ].join("\n");
}

/** What was done to tests and checks, with the commands that end the wait. */
function testsText(
  waiting: Waiting,
  { command, now }: { readonly command: CommandLine; readonly now: Moment },
): string {
  return [
    heading(waiting, now),
    "",
    waiting.text,
    "",
    `All of it:    ${command("report")}`,
    `Accept:       ${command("approve", ACCEPT_FLAG)}`,
    `Send it back: ${command("reject", '"what to do instead"')}`,
  ].join("\n");
}

/** The questions with their options, and commands that answer the open ones. */
function questionsText(
  questions: readonly Question[],
  { heading, command }: {
    readonly heading: string;
    readonly command: CommandLine;
  },
): string {
  const open = questions.filter(({ answer }) => answer === null);
  const suggested = open.length > 0 &&
    open.every(({ suggestion }) => suggestion !== null);
  const answers = open.map((question) =>
    `${question.id.replace("Q", "")}=${
      suggestedOption(question)?.letter ?? '"…"'
    }`
  );
  return [
    `${heading}: ${open.length} of ${questions.length} open`,
    ...questions.flatMap((question) => ["", ...questionLines(question)]),
    "",
    ...(open.length === 0
      ? [`All are answered: ${command("run")}`]
      : [`Answer: ${command("answer", answers.join(" "))}`]),
    ...(suggested
      ? [`Or all as suggested: ${command("answer", "--accept-suggestions")}`]
      : []),
  ].join("\n");
}

function questionLines(
  { id, question, options, suggestion, answer }: Question,
): readonly string[] {
  return [
    `${id}: ${question}`,
    ...options.map(({ letter, text }) => `  ${letter}) ${text}`),
    ...(suggestion === null ? [] : [`  Suggestion: ${suggestion}`]),
    `  Answer: ${answer ?? "open"}`,
  ];
}

function blockedText(
  { reason, rule, needs, since }: Blocked,
  { command, now }: { readonly command: CommandLine; readonly now: Moment },
): string {
  const { verb, rest } = wayOutOfBlock({ rule });
  return [
    `Blocked${age(since, now)}: ${reason}`,
    `Rule: ${rule}`,
    ...(needs === null ? [] : [`Needs: ${spaced(needs)}`]),
    "",
    `When it is put right: ${command(verb, rest)}`,
  ].join("\n");
}
