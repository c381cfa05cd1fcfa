/**
 * The demo agent in the phases after code is written: testing, quality, done.
 *
 * @module
 */

import { counted } from "../../workflow/amounts.ts";
import { build, foreign, programOf } from "./build.ts";
import { proposeLessons } from "./lessons.ts";
import { GREET, GREET_TEST } from "./program.ts";
import { reviewReport, summaryText, testReport } from "./reports.ts";
import { commitsSince, headOf, isClean, runScript } from "./repository.ts";
import { type Outcome, type Stage, stuck } from "./stage.ts";

/** Runs the tests and reports; changes nothing. */
export async function test(stage: Stage): Promise<Outcome> {
  const { workingDir, afterReview } = stage.context;
  stage.tool("Bash", "git rev-parse HEAD");
  const head = await headOf(workingDir);
  const { green, output } = await runScript(stage, [GREET_TEST]);
  const run = afterReview ? "run after the review" : "first run";
  const name = stage.freeName("test-report");
  stage.writeArtifact(name, testReport({ run, green, head, output }));
  const result = green ? "PASS" : "FAIL";
  const to = !green ? "implementation" : afterReview ? "done" : "quality";
  const summary = green
    ? `${output.split("\n").length} cases, all ok`
    : "A test fails; see the report";
  stage.say(`${result}: ${summary}.`);
  return {
    lastAction: `Tests: ${result}`,
    next: green ? (afterReview ? "Summary" : "Review") : "Mend what fails",
    flow: `Tests, ${run}: ${result}, ${summary}`,
    file: name,
    files: [`${name} - ${run}: ${result}`],
    signal: { status: "continue", phase: to, summary },
  };
}

/** Reviews the program, mends the one thing there is to mend, and commits that. */
export async function review(stage: Stage): Promise<Outcome> {
  const { workingDir, base } = stage.context;
  stage.tool("Bash", `git diff ${base ?? "BASE"}...HEAD`);
  const commits = await commitsSince(workingDir, base);
  stage.tool("Read", GREET);
  const program = programOf(stage);
  if (program === "foreign" || program === "none") return foreign();
  let fixed: string | null = null;
  if (!program.strict && program.languages.length > 0) {
    stage.say("An unknown language is greeted in English, without a word.");
    const work = await build(stage, {
      program: { ...program, strict: true },
      message: "Review: refuse a language that is not spoken",
    });
    if (work.kind === "failed") return stuck(work.reason, "error_resolution");
    fixed = work.commit ?? "the working folder";
  }
  const name = stage.freeName("quality-review");
  stage.writeArtifact(name, reviewReport({ commits, fixed }));
  const summary = fixed === null ? "No findings" : "1 finding, fixed";
  return {
    lastAction: `Review: ${summary}`,
    next: fixed === null ? "Summary" : "Test once more",
    flow: `Review: ${summary}`,
    file: name,
    files: [`${name} - ${summary}`],
    signal: {
      status: "continue",
      phase: fixed === null ? "done" : "testing",
      summary,
    },
  };
}

/** Writes the summary. */
export async function finish(stage: Stage): Promise<Outcome> {
  const { workingDir, base } = stage.context;
  if (await isClean(workingDir) === false) {
    return stuck("The working tree is not clean", "human_decision");
  }
  const program = programOf(stage);
  if (program === "foreign" || program === "none") return foreign();
  const { green, output } = await runScript(stage, [GREET_TEST]);
  if (!green) return stuck("The tests fail", "error_resolution");
  stage.tool("Bash", `git log --oneline ${base ?? "BASE"}..HEAD`);
  const commits = await commitsSince(workingDir, base);
  const name = stage.freeName("summary");
  stage.writeArtifact(
    name,
    summaryText({
      task: stage.task,
      program,
      commits,
      output,
    }),
  );
  const lessons = proposeLessons(stage);
  const summary = `The greeting script is ready: ${
    counted(commits.length, "commit")
  }, ${counted(output.split("\n").length, "case")} green`;
  stage.say(summary);
  return {
    lastAction: `Finished: ${summary}`,
    next: "Review the branch and open the pull request",
    flow: "Summary",
    file: name,
    files: [
      `${name} - summary and pull request text`,
      ...(lessons === null
        ? []
        : [`${lessons} - what the next one should know`]),
    ],
    signal: { status: "done", summary },
  };
}
