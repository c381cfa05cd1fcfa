/**
 * The demo agent in implementation: one phase of the plan per iteration, with a commit.
 *
 * @module
 */

import { activePlanPhase, parsePlan } from "../../workflow/plan.ts";
import { build, foreign, programOf } from "./build.ts";
import { advance, tickActive } from "./plan.ts";
import type { Program } from "./program.ts";
import { choicesOf } from "./questions.ts";
import { phaseReport } from "./reports.ts";
import { type Outcome, type Stage, stuck } from "./stage.ts";

/** Carries out the active phase of the plan; with all boxes ticked, goes onward. */
export async function implement(stage: Stage): Promise<Outcome> {
  const file = stage.plan;
  const text = file === null ? null : stage.artifact(file);
  if (file === null || text === null) {
    return stuck("No plan is listed under ## Plans", "human_decision");
  }
  stage.tool("Read", file);
  const before = programOf(stage);
  if (before === "foreign") return foreign();
  const active = activePlanPhase(parsePlan(text));
  if (active === null) return await mend(stage, before);
  const { label, title, tasks } = active;
  const choices = choicesOf(stage.artifact("_qa.md"));
  const program = advance(before, { title, choices });
  if (program === null) {
    return stuck(
      `The demo cannot play the plan phase "${title}"; it only knows its own`,
      "human_decision",
    );
  }
  stage.say(`Phase ${label}: ${title}.`);
  const message = `Phase ${label}: ${title}`;
  const work = await build(stage, { program, message });
  if (work.kind === "failed") return stuck(work.reason, "error_resolution");
  const ticked = tickActive(text) ?? text;
  stage.writeArtifact(file, ticked);
  const report = stage.freeName(`phase${label}-${slug(title)}`);
  stage.writeArtifact(
    report,
    phaseReport({
      title: message,
      done: tasks.map((task) => task.text),
      commit: work.commit === null
        ? "None: nothing had changed."
        : `${work.commit} ${message}`,
      tested: work.tested,
    }),
  );
  const next = activePlanPhase(parsePlan(ticked));
  const to = onward(stage);
  return {
    lastAction: `Phase ${label} done: ${title}`,
    next: next === null ? capital(to) : `Phase ${next.label}: ${next.title}`,
    flow: `Phase ${label} done: ${title}`,
    file: report,
    files: [`${report} - ${message}`],
    signal: {
      status: "continue",
      ...(next === null ? { phase: to } : {}),
      summary: message,
    },
  };
}

/** All boxes are ticked: puts right what was changed by another hand, if anything was. */
async function mend(stage: Stage, program: Program | "none"): Promise<Outcome> {
  if (program === "none") {
    return stuck(
      "All boxes are ticked, but the program is gone",
      "human_decision",
    );
  }
  const to = onward(stage);
  const work = await build(stage, {
    program,
    message: "Put the greeting right",
  });
  if (work.kind === "failed") return stuck(work.reason, "error_resolution");
  const did = work.commit !== null
    ? "Put the greeting right"
    : "All boxes are ticked";
  return {
    lastAction: did,
    next: capital(to),
    flow: did,
    file: null,
    signal: { status: "continue", phase: to, summary: did },
  };
}

function onward({ context }: Stage): string {
  return context.onward[0] ?? "testing";
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
