/**
 * Gathers what a report shows; changes nothing.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { type ActivePlan, readActivePlan } from "../../session/plan_file.ts";
import { questionsOf } from "../../session/questions_file.ts";
import type { Facts } from "../../system/host.ts";
import { auditRows, type GateAct } from "../../workflow/audit.ts";
import { historyBuilder } from "../../workflow/iteration_record.ts";
import { stateText } from "../../workflow/progress_state.ts";
import type { Row } from "../../workflow/row.ts";
import { gateWords } from "../../workflow/row_words.ts";
import type { SessionState } from "../../workflow/state.ts";
import { type Moment, textStamp } from "../../workflow/timestamps.ts";
import type { SessionCall } from "../look/session_call.ts";
import { overviewText } from "../look/overview_text.ts";
import { readJournal } from "../look/read_journal.ts";
import { type SessionView, sessionView } from "../look/session_view.ts";
import { readOverview } from "../../session/overview.ts";
import { instructionsTouched } from "./instructions_touched.ts";
import { openEnds } from "./open_ends.ts";
import type { Review, ReviewCheck, ReviewGate } from "./review.ts";
import { testsPart } from "./tests_part.ts";

const MOST_COMMITS = 200;

/** Looks at a session from all sides. */
export async function gatherReview(
  { folder, name, config, command }: SessionCall,
  now: Moment,
): Promise<Review> {
  const view = await sessionView(folder, {
    config,
    now,
    command,
    commits: MOST_COMMITS,
  });
  const { state, gathered: { paths } } = view;
  const rows: Row[] = [];
  const history = historyBuilder();
  await readJournal(paths, (row) => {
    rows.push(row);
    history.take(row);
  });
  const { text } = await overviewText(paths);
  const plan = await readActivePlan(paths, text);
  const { tests, facts } = await testsPart({
    state,
    plan,
    workingDir: view.workingDir,
    config,
  });
  const checks = config.checks.map((check) => checkOf(check, { state, facts }));
  return {
    name,
    state: stateText(view.standing.progress),
    task: (text === null ? null : readOverview(text).task) ?? state.task,
    facts: factsOf(view, { config, facts, now }),
    plan: plan === null ? null : planOf(plan),
    gates: auditRows(rows).gates.map(gateOf),
    iterations: history.entries.flatMap((entry) =>
      entry.kind === "iteration"
        ? [{
          number: entry.number,
          phase: entry.phase,
          spending: entry.spending,
          attempts: entry.attempts,
          decision: entry.decision ?? "not decided yet",
        }]
        : []
    ),
    total: state.spending,
    commits: facts === null || facts.head === null ? [] : view.commits,
    checks,
    tests,
    openEnds: openEnds({
      view,
      plan,
      checks,
      tests,
      facts,
      rows,
      config,
      questionsOpen: questionsOf(paths) === "open",
      touched: await instructionsTouched(rows, view.workingDir),
    }),
  };
}

function factsOf(
  { state, workingDir, phase }: SessionView,
  { config, facts, now }: {
    readonly config: Config;
    readonly facts: Facts | null;
    readonly now: Moment;
  },
): Review["facts"] {
  const head = facts?.head ?? null;
  return [
    ["Phase", phase ?? "?"],
    ["Workflow", state.workflow ?? config.workflow],
    ["Working folder", workingDir],
    ["Branch", facts?.branch ?? state.branch ?? "none"],
    ...(head === null ? [] : [
      [
        "Commits",
        `${state.base?.slice(0, 10) ?? "?"}..${head.slice(0, 10)}`,
      ] as const,
    ]),
    ...(state.shipped === null ? [] : [
      ["Handed over", handedOver(state.shipped)] as const,
    ]),
    ["Report of", textStamp(now)],
  ];
}

function handedOver(
  { remote, head, pullRequest }: NonNullable<SessionState["shipped"]>,
): string {
  return pullRequest ?? `${head.slice(0, 10)} on ${remote}`;
}

function planOf({ file, hash, plan }: ActivePlan): Review["plan"] {
  return {
    file,
    hash,
    phases: plan.phases.map(({ label, title, tasks }) => ({
      title: `${label}. ${title}`,
      ticked: tasks.filter(({ done }) => done).length,
      all: tasks.length,
    })),
  };
}

function gateOf(
  { time, by, channel, plan, planHash, ...gate }: GateAct,
): ReviewGate {
  const unread = channel.startsWith("auto");
  const what = plan === null ? "" : `: ${plan} (${planHash?.slice(0, 12)})`;
  return {
    when: time.slice(0, 16).replace("T", " "),
    words: `${gateWords(gate)} by ${by} via ${channel}${what}`,
    unread: unread && gate.reason === "plan_approval",
  };
}

function checkOf(
  { name, command }: { readonly name: string; readonly command: string },
  { state, facts }: {
    readonly state: SessionState;
    readonly facts: Facts | null;
  },
): ReviewCheck {
  const receipt = Object.hasOwn(state.checks, name) ? state.checks[name] : null;
  if (!receipt) {
    return { name, command, state: "never run", words: "never run" };
  }
  const same = receipt.tree !== null && receipt.tree === facts?.tree;
  const place = receipt.head === null
    ? "in a plain folder"
    : same
    ? `on these very files (${receipt.head.slice(0, 10)})`
    : `on other files than those of now (${receipt.head.slice(0, 10)})`;
  const when = receipt.time.slice(0, 16).replace("T", " ");
  const other = receipt.command === command ? "" : `, as "${receipt.command}"`;
  return {
    name,
    command,
    state: receipt.green ? "green" : "red",
    words: `${when}, ${place}${other}, log _logs/${receipt.log}`,
  };
}
