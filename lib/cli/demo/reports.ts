/**
 * The texts that the demo agent writes for people.
 *
 * @module
 */

import { fenced } from "../../workflow/fence.ts";
import { GREET, GREET_TEST, type Program } from "./program.ts";

const NOTE =
  "*Written by the demo provider, a script that always builds the same small program. No model was asked.*";

/** A look at the repository before anything is built. */
export function diveReport({ task, files, commits, built }: {
  readonly task: string;
  readonly files: readonly string[];
  readonly commits: readonly string[];
  /** Whether the program is there already. */
  readonly built: boolean;
}): string {
  const top = [...new Set(files.map((file) => file.split("/")[0] ?? file))];
  return page("Dive: what does the task touch?", [
    quoted(task),
    "## Short answer",
    built
      ? `\`${GREET}\` and its tests are there. The script speaks several languages; one more is one line in its \`case\` and one line in the tests.`
      : `Nothing in the repository greets anybody yet. A script of its own, \`${GREET}\`, touches no file that is there; \`${GREET_TEST}\` proves it.`,
    "## How it works today",
    `Tracked files: ${files.length}. At the top: ${
      top.slice(0, 8).map((name) => `\`${name}\``).join(", ") || "nothing"
    }.`,
    commits.length === 0 ? "No commits yet." : list(commits),
    "## Ways to do it",
    list([
      "Plain sh: runs everywhere, no build, tests are a script. Chosen.",
      "A program in the project's language: nicer for growth, too much for a greeting.",
    ]),
    "## How to verify",
    list([`\`sh ${GREET_TEST}\`: exit code 0`]),
    "## Questions for a person",
    list([
      "Who is greeted when no name is given?",
      "Which language comes first beside English?",
    ]),
    NOTE,
  ]);
}

/** What is to be built. */
export function requirementsText({ task, decisions, requirements }: {
  readonly task: string;
  readonly decisions: readonly string[];
  readonly requirements: readonly string[];
}): string {
  return page("Requirements: a greeting script", [
    "## Goal",
    quoted(task),
    "## In scope",
    list([`\`${GREET}\``, `\`${GREET_TEST}\``]),
    "## Out of scope",
    list(["Translation of anything but the greeting", "Installation on PATH"]),
    "## Decisions",
    list(decisions),
    "## Requirements",
    list(requirements),
    "## Verification",
    list([`R1 to R4: \`sh ${GREET_TEST}\``]),
  ]);
}

/** Report of one phase of the plan, or of a repair. */
export function phaseReport({ title, done, commit, tested }: {
  readonly title: string;
  readonly done: readonly string[];
  readonly commit: string;
  readonly tested: string;
}): string {
  return page(title, [
    "## Done",
    list(done),
    "## Departures from the plan",
    "None.",
    "## Commits",
    list([commit]),
    "## How it was tested",
    tested,
  ]);
}

/** What a test run showed. */
export function testReport({ run, green, head, output }: {
  readonly run: string;
  readonly green: boolean;
  readonly head: string | null;
  readonly output: string;
}): string {
  return page(`Test report: ${run}`, [
    `Result: ${green ? "PASS" : "FAIL"}\nTested HEAD: ${head ?? "none"}`,
    "## Commands",
    `\`sh ${GREET_TEST}\`:`,
    fenced(output || "(no output)"),
    "## Failures",
    green ? "None." : "See the lines that begin with FAIL.",
    "## Not tested",
    "Other shells than the `sh` of this machine.",
  ]);
}

/** What a review found. */
export function reviewReport({ commits, fixed }: {
  readonly commits: readonly string[];
  /** Commit of the fix; `null` when nothing was found. */
  readonly fixed: string | null;
}): string {
  const table = [
    "| no | severity | where | finding | fixed in, or why not |",
    "| --- | --- | --- | --- | --- |",
    `| 1 | important | \`${GREET}\` | an unknown language is greeted in English, without a word | ${fixed} |`,
  ].join("\n");
  return page("Quality review", [
    `Changed: ${fixed === null ? "no" : "yes"}`,
    "## Reviewed",
    list(commits),
    "## Findings",
    fixed === null ? "None." : table,
    "## What is good",
    "Every argument is quoted; the tests run from any folder.",
    "## Left open",
    "Nothing.",
  ]);
}

/** The end of the work, with the text of a pull request. */
export function summaryText({ task, program, commits, output }: {
  readonly task: string;
  readonly program: Program;
  readonly commits: readonly string[];
  readonly output: string;
}): string {
  const refuses = program.strict
    ? "refuses a language that it does not speak"
    : "greets in English when it does not speak a language";
  const helps = program.helps ? ", and explains itself with `--help`" : "";
  return page("Summary: a greeting script", [
    quoted(task),
    "## What changed",
    `\`${GREET}\` greets by name, in English unless \`--lang CODE\` asks for another language${helps}. It ${refuses}. \`${GREET_TEST}\` proves all of it.`,
    "## How it was verified",
    `\`sh ${GREET_TEST}\`:`,
    fenced(output || "not run"),
    "## Left open",
    "More languages; each is one line in the script and one in the tests.",
    "## Commits",
    list(commits),
    "## Pull request",
    fenced(
      "Title: Add a greeting script\n\n" +
        `Adds ${GREET}: prints a greeting, by name and in several languages.\n` +
        `It ${refuses}.\n\n` +
        `Tested with: sh ${GREET_TEST}\n` +
        "Look first at how the options are read.",
    ),
    NOTE,
  ]);
}

/** A foreign text as a quotation: no heading in it counts. */
export function quoted(text: string): string {
  return (text || "No task was given.").split("\n")
    .map((line) => `> ${line}`.trimEnd()).join("\n");
}

function page(title: string, blocks: readonly string[]): string {
  return `# ${title}\n\n${blocks.join("\n\n")}\n`;
}

function list(items: readonly string[]): string {
  return items.length === 0
    ? "None."
    : items.map((item) => `- ${item}`).join("\n");
}
