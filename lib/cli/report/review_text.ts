/**
 * A review as text.
 *
 * @module
 */

import {
  costText,
  counted,
  countText,
  tokensText,
} from "../../workflow/amounts.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { printable } from "../../workflow/printable.ts";
import { totalTokens } from "../../workflow/spending.ts";
import { durationText } from "../../workflow/timestamps.ts";
import { columns } from "../look/columns.ts";
import {
  bars,
  costWords,
  type Review,
  type ReviewIteration,
  timeWords,
} from "./review.ts";

const BAR = 20;

/** Writes a review, without a newline at its end. */
export function reviewText(review: Review): string {
  const { plan, tests, total } = review;
  return [
    `Review of ${review.name}`,
    `State: ${review.state}`,
    ...columns(review.facts.map(([label, value]) => [`${label}:`, value])),
    ...section("Open ends", list(review.openEnds, "none")),
    ...section("Task", printable(review.task ?? "none").split("\n")),
    ...section(
      "Plan",
      plan === null ? ["none"] : [
        `${oneLine(plan.file)}, ${plan.hash.slice(0, 12)}`,
        ...plan.phases.map(({ title, ticked, all }) =>
          `${ticked === all ? "x" : " "} ${oneLine(title)}: ${ticked} of ${
            counted(all, "task")
          }`
        ),
      ],
    ),
    ...section(
      "Gates",
      list(
        review.gates.map(({ when, words, unread }) =>
          `${when} ${words}${unread ? ": nobody read this plan" : ""}`
        ),
        "none",
      ),
    ),
    ...section("Iterations", [
      ...iterationLines(review.iterations),
      `${counted(total.attempts, "attempt")}, ${
        durationText(total.durationMs)
      }, ${tokensText(total)}, ${costText(total)}`,
    ]),
    ...section(
      "Checks",
      list(
        review.checks.map(({ name, command, state, words }) =>
          state === "never run"
            ? `${name} (${command}): never run`
            : `${name} (${command}): ${state}, ${words}`
        ),
        "none are configured",
      ),
    ),
    ...section("Tests and checks compared", [
      tests.words,
      ...list(
        tests.findings.map(({ name, place, text, accepted }) =>
          `${name}${place && ` ${place}`}: ${text}${
            accepted ? " (accepted)" : ""
          }`
        ),
        "nothing was removed, skipped, loosened or switched off",
      ).filter(() => !tests.words.startsWith("not compared")),
      `Old tests against the new code: ${tests.oldTests}`,
      `Files outside of the plan: ${
        tests.outside === null
          ? "the plan does not tell its files"
          : tests.outside.length === 0
          ? "none"
          : oneLine(tests.outside.join(", "))
      }`,
    ]),
    ...section(
      "Commits",
      list(review.commits.map(({ id, subject }) => `${id} ${subject}`), "none"),
    ),
  ].join("\n");
}

function iterationLines(
  iterations: readonly ReviewIteration[],
): readonly string[] {
  if (iterations.length === 0) return ["none yet"];
  const { kind, lengths } = bars(iterations);
  return columns([
    [
      "#",
      "PHASE",
      "TIME",
      "TOKENS",
      "COST",
      `BY ${kind.toUpperCase()}`,
      "DECISION",
    ],
    ...iterations.map((one, i) => [
      String(one.number).padStart(3, "0"),
      one.phase,
      timeWords(one),
      countText(totalTokens(one.spending.tokens)),
      costWords(one),
      "#".repeat(Math.ceil(lengths[i]! * BAR)),
      one.decision,
    ]),
  ], [2, 3, 4]);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ["", title, "-".repeat(title.length), ...lines];
}

function list(items: readonly string[], none: string): readonly string[] {
  return items.length === 0
    ? [none]
    : items.map((item) => `- ${oneLine(item)}`);
}
