/**
 * Makes a decision true: journal, overview, gate.
 *
 * @module
 */

import { flowLine } from "../session/gates.ts";
import { blockedWord } from "../session/host_fields.ts";
import { readOverview } from "../session/overview.ts";
import type { ActivePlan } from "../session/plan_file.ts";
import type { Decision } from "../workflow/decision.ts";
import { firstLine } from "../workflow/first_line.ts";
import { printable } from "../workflow/printable.ts";
import type { NewRow } from "../workflow/row.ts";
import { spaced } from "../workflow/row_words.ts";
import type { OverviewFields } from "../workflow/rows/overview_rows.ts";
import type { SessionState } from "../workflow/state.ts";
import { TEST_CHANGES } from "../workflow/test_gate.ts";
import { type Engine, momentOf, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";

/** Journals a decision, changes the overview, and closes the gate that it waits at. */
export async function applyDecision(
  engine: Engine,
  decision: Decision,
): Promise<void> {
  const { store, memory } = engine;
  const plan = await planOf(engine);
  const moment = momentOf(engine);
  await store.commit(({ state, overview }) => ({
    row: {
      kind: "decided",
      decision: decision.kind,
      rule: decision.rule,
      from: decision.from,
      to: decision.to,
      refused: decision.refused,
      text: decision.text,
      needs: decision.needs,
      ...(decision.escalated === undefined
        ? {}
        : { escalated: decision.escalated }),
      tree: memory.tree,
      plan: plan === null
        ? null
        : { ticked: plan.plan.ticked, all: plan.plan.all },
      wait: decision.wait === null ? null : {
        ...decision.wait,
        ...shownPlan(decision, plan),
      },
      ...(decision.progress === undefined
        ? {}
        : { progress: decision.progress }),
      ...(decision.nudge === undefined ? {} : { nudge: decision.nudge }),
      change: null,
    },
    edit: {
      fields: fieldsOf(decision, { state, next: nextIn(overview) }),
      ...flowOf(decision, { state, moment }),
    },
    followUp: (overview) => gateRows(decision, { overview, plan }),
  }));
  memory.iterations++;
  tell(engine, "decided", {
    level: isTrouble(decision) ? "warn" : "info",
    text: [describeDecision(decision), ...outputOf(decision)].join("\n"),
    data: {
      decision: decision.kind,
      rule: decision.rule,
      from: decision.from,
      to: decision.to,
      refused: decision.refused,
    },
  });
}

/** What a red check printed last. */
function outputOf({ rule, text }: Decision): readonly string[] {
  if (rule !== "check-red") return [];
  return printable(text).trim().split("\n").slice(1).map((line) => `  ${line}`);
}

/** Words for a decision, one line. */
function describeDecision(decision: Decision): string {
  const text = firstLine(decision.text);
  switch (decision.kind) {
    case "repeat":
      if (decision.escalated !== undefined) {
        const { from, to } = decision.escalated;
        return `Profile ${from} → ${to} in ${decision.from}: ${text}`;
      }
      return decision.refused
        ? `Refused (${decision.rule}): ${text}`
        : `Goes on in ${decision.from}${text && `: ${text}`}`;
    case "advance":
      return `${decision.from} → ${decision.to}${text && `: ${text}`}`;
    case "hold":
      return `Waits for ${spaced(decision.wait?.reason ?? "a person")}${
        text && `: ${text}`
      }`;
    case "block":
      return `Blocked (${decision.rule}): ${text}`;
    case "finish":
      return `Done${text && `: ${text}`}`;
  }
}

/** What the overview says comes next. */
function nextIn(overview: string | null): string {
  return (overview === null ? null : readOverview(overview).next) ?? "";
}

/** As we write it: whoever goes on may leave it there. */
const OUR_NEXT =
  /^((Begin|Go on in) [\w-]+|Execute first [\w-]+ phase|Investigate approach for .*|A person: .*|Await plan approval)$/;

function fieldsOf(
  decision: Decision,
  { state, next }: { readonly state: SessionState; readonly next: string },
): OverviewFields {
  const iteration = String(state.iteration);
  const blocked = decision.kind === "block"
    ? blockedWord({
      waiting: null,
      blocked: {
        reason: "",
        needs: null,
        rule: decision.rule,
        since: "",
      },
    })
    : decision.kind === "hold"
    ? "waiting_human"
    : "no";
  const text = firstLine(decision.text);
  return {
    "Phase": decision.to,
    "Iteration": iteration,
    "Total Iterations": iteration,
    "Blocked": blocked,
    ...(decision.refused
      ? { "Last Action": decision.kind === "block" ? text : `Refused: ${text}` }
      : {}),
    ...nextOf(decision, { text, next }),
  };
}

/** What comes next; an agent's own words about it stay. */
function nextOf(
  { kind, wait, from, to }: Decision,
  { text, next }: { readonly text: string; readonly next: string },
): OverviewFields {
  if (kind === "block") return { "Next": `A person: ${text}` };
  if (wait?.reason === "plan_approval") {
    return { "Next": "Await plan approval" };
  }
  if (wait?.reason === TEST_CHANGES) {
    return {
      "Next": "A person: accept the changes of tests, or send them back",
    };
  }
  if (!OUR_NEXT.test(next)) return {};
  if (kind === "finish") return { "Next": "Review the branch" };
  if (wait !== null) return {};
  return { "Next": from === to ? `Go on in ${to}` : `Begin ${to}` };
}

function flowOf(
  decision: Decision,
  { state, moment }: {
    readonly state: SessionState;
    readonly moment: ReturnType<typeof momentOf>;
  },
): { readonly flow?: string } {
  const text = decision.kind === "advance"
    ? `Phase transition: ${decision.from} -> ${decision.to}`
    : isTrouble(decision)
    ? describeDecision(decision)
    : decision.kind === "finish"
    ? "Session done"
    : null;
  return text === null
    ? {}
    : { flow: flowLine(state, { moment, text, tag: "host" }) };
}

function gateRows(
  decision: Decision,
  { overview, plan }: {
    readonly overview: string;
    readonly plan: ActivePlan | null;
  },
): readonly NewRow[] {
  if (decision.wait === null) return [];
  return [{
    kind: "gate-waiting",
    ...decision.wait,
    ...shownPlan(decision, plan),
    text: decision.text,
    overview,
  }];
}

/** The plan that a gate shows; other waits show none, and what was done to tests is no question of the plan. */
function shownPlan(
  { wait }: Decision,
  plan: ActivePlan | null,
): { readonly plan: string | null; readonly planHash: string | null } {
  return wait === null || wait.to === null || plan === null ||
      wait.reason === TEST_CHANGES
    ? { plan: null, planHash: null }
    : { plan: plan.file, planHash: plan.hash };
}

function isTrouble({ refused, kind, escalated }: Decision): boolean {
  return refused || kind === "block" || escalated !== undefined;
}
