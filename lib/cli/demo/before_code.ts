/**
 * The demo agent in the phases before code is written: investigation, requirements, planning.
 *
 * @module
 */

import { counted } from "../../workflow/amounts.ts";
import { questionsState } from "../../workflow/questions.ts";
import { foreign, programOf } from "./build.ts";
import { draftPhases, planText } from "./plan.ts";
import { GREET, GREET_TEST, type Program } from "./program.ts";
import {
  type Choices,
  choicesOf,
  decisionsOf,
  QUESTIONS,
} from "./questions.ts";
import { diveReport, quoted, requirementsText } from "./reports.ts";
import { glance } from "./repository.ts";
import { type Outcome, type Stage, stuck } from "./stage.ts";

const QA = "_qa.md";

/** Looks at the repository and writes a dive report. */
export async function investigate(stage: Stage): Promise<Outcome> {
  const { workingDir } = stage.context;
  stage.say("Looking at what is there before anything is built.");
  stage.tool("Bash", "git ls-files");
  stage.tool("Bash", "git log -5 --format=%h %s");
  const { files, commits } = await glance(workingDir);
  const built = files.includes(GREET);
  const name = stage.freeName("dive-greeting");
  stage.writeArtifact(
    name,
    diveReport({ task: stage.task, files, commits, built }),
  );
  const found = built
    ? "the greeting script is there and can learn a language"
    : "a script of its own touches nothing that is there";
  return {
    lastAction: `Dive: ${found}`,
    next: "Settle two open questions",
    flow: `Dive: ${found}`,
    file: name,
    files: [`${name} - what the task touches`],
    signal: {
      status: "continue",
      phase: "requirements",
      summary: `One dive: ${found}`,
    },
  };
}

/** Asks, waits, and writes the requirements once everything is answered. */
export function settleRequirements(stage: Stage): Outcome {
  const text = stage.artifact(QA);
  const state = questionsState(text);
  if (state === "none") {
    stage.say("Two things only a person can decide.");
    stage.writeArtifact(QA, QUESTIONS);
  }
  if (state !== "complete") {
    return {
      lastAction: "Asked two questions",
      next: `Person answers ${QA}`,
      flow: state === "none" ? "Two questions" : "Answers are still open",
      file: QA,
      files: [`${QA} - questions and answers`],
      signal: {
        status: "waiting",
        for: "qa_answers",
        summary: "Two questions: who is greeted without a name, which language",
      },
    };
  }
  stage.say("All questions are answered.");
  stage.tool("Read", QA);
  const name = stage.freeName("requirements");
  const requirements = requirementsFor(choicesOf(text));
  stage.writeArtifact(
    name,
    requirementsText({
      task: stage.task,
      decisions: decisionsOf(text),
      requirements,
    }),
  );
  const summary = `${requirements.length} requirements from the answers`;
  return {
    lastAction: `Wrote ${summary}`,
    next: "Write the plan",
    flow: summary,
    file: name,
    files: [`${name} - requirements`],
    signal: { status: "continue", phase: "planning", summary },
  };
}

/** Writes a plan and waits for approval. */
export function plan(stage: Stage): Outcome {
  const program = programOf(stage);
  if (program === "foreign") return foreign();
  const choices = choicesOf(stage.artifact(QA));
  const phases = draftPhases(program, choices);
  if (phases.length === 0) {
    return stuck(
      "The greeting speaks every language of the demo",
      "clarification",
    );
  }
  stage.say("Planning in steps that each leave something that works.");
  const replaces = stage.plan;
  const name = stage.freeName("plan-greeting");
  const title = program === "none" ? "A greeting script" : "One language more";
  stage.writeArtifact(
    name,
    planText({
      title,
      task: quoted(stage.task),
      requirements: requirementsFor(choices, program),
      phases,
      replaces,
    }),
  );
  const titles = phases.map((phase) => phase.title).join("; ");
  return {
    lastAction: `Plan written: ${counted(phases.length, "phase")}`,
    next: "Await plan approval",
    flow: `Plan: ${titles}`,
    file: name,
    plans: [`${name} - ${title}: ${titles}`],
    signal: { status: "waiting", for: "plan_approval", summary: titles },
  };
}

function requirementsFor(
  { byUser, language }: Choices,
  program: Program | "none" = "none",
): readonly string[] {
  const more = program !== "none" && program.languages.includes(language.code);
  return [
    `R1: \`${GREET} NAME\` prints \`Hello, NAME!\`; without a name it greets ${
      byUser ? "whoever is logged in" : "the world"
    }.`,
    more
      ? "R2: `--lang CODE` speaks one language more."
      : `R2: \`--lang ${language.code}\` greets in ${language.name} (\`${language.hello}\`).`,
    "R3: `--help` tells the usage and the languages.",
    `R4: \`sh ${GREET_TEST}\` proves R1 to R3 and ends with exit code 1 when one does not hold.`,
  ];
}
