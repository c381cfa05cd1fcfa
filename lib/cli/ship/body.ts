/**
 * The text of a pull request: what the agent wrote, and below it what the host knows.
 *
 * @module
 */

import { costText, counted, tokensText } from "../../workflow/amounts.ts";
import { bytesOf, firstThatFits } from "../../workflow/fit.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { printable } from "../../workflow/printable.ts";
import type { RowOf } from "../../workflow/row.ts";
import { tameLine, tameMarkdown } from "../../workflow/tame_markdown.ts";
import { durationText } from "../../workflow/timestamps.ts";
import type { Review } from "../report/review.ts";

/** What the text is made of. */
export interface BodyParts {
  /** Of the agent or, where it wrote none, of the person who gave the task. */
  readonly text: string;
  readonly review: Review;
  /** Newest result of each check, by its name. */
  readonly receipts: ReadonlyMap<string, RowOf<"check-ended">>;
  /** Id of the files that are pushed. */
  readonly tree: string | null;
  readonly version: string;
}

/** Servers take some 65,000 characters: what the host knows must have its place. */
const MAX_TEXT = 40_000;
const MAX_TAME = 44_000;
const MAX_BODY = 62_000;

/** Writes the text. */
export function bodyText(parts: BodyParts): string {
  const { text, review, version } = parts;
  const { plan, tests, total, iterations } = review;
  const told = [
    "---",
    "",
    "From here on samocode tells what its journal and git know, not the agent.",
    ...section("Open ends", list(review.openEnds.map(withoutCommand), "None.")),
    ...section(
      "Plan",
      plan === null ? ["None."] : [
        ...plan.phases.map(({ title, ticked, all }) =>
          `- [${ticked === all ? "x" : " "}] ${value(title)} (${ticked} of ${
            counted(all, "task")
          })`
        ),
      ],
    ),
    ...section(
      "Who said yes",
      list(
        review.gates.map(({ when, words, unread }) =>
          `${when} ${words}${unread ? ": **nobody read this plan**" : ""}`
        ),
        "Nobody was asked.",
      ),
    ),
    ...section("Checks", checkLines(parts)),
    ...section("Tests compared", [
      `- ${value(tests.words)}`,
      ...tests.findings.map(({ name, place, text, accepted }) =>
        `- ${value(`${name}${place && ` ${place}`}: ${text}`)}${
          accepted ? " (accepted by a person)" : ""
        }`
      ),
      `- Old tests against the new code: ${value(tests.oldTests)}`,
      `- Files outside of the plan: ${
        tests.outside === null
          ? "the plan does not tell its files"
          : tests.outside.length === 0
          ? "none"
          : value(tests.outside.join(", "))
      }`,
    ]),
    "",
    `${counted(iterations.length, "iteration")}, ${
      counted(total.attempts, "attempt")
    }, ${durationText(total.durationMs)}, ${tokensText(total)}, cost ${
      costText(total)
    }; samocode ${version}`,
  ].join("\n");
  const written = tamed(printable(text).trim());
  return firstThatFits(
    [`${written === "" ? "" : `${written}\n\n`}${told}\n`],
    MAX_BODY,
  );
}

/** A text with so much HTML that it gets far longer is cut off once more. */
function tamed(text: string): string {
  for (let most = MAX_TEXT;; most /= 2) {
    const tame = tameMarkdown(firstThatFits([text], most));
    if (bytesOf(tame) <= MAX_TAME) return tame;
  }
}

function checkLines(
  { review: { checks }, receipts, tree }: BodyParts,
): readonly string[] {
  if (checks.length === 0) {
    return ["None are configured: nothing but the agent says that it works."];
  }
  const rows = checks.map(({ name, command }) => {
    const receipt = receipts.get(name);
    return receipt === undefined
      ? [name, code(command), "never run", "", "", ""]
      : [
        name,
        code(receipt.command),
        receipt.green ? "green" : "red",
        String(receipt.exitCode ?? "none"),
        durationText(receipt.durationMs),
        receipt.tree === null
          ? "not known"
          : `${receipt.tree.slice(0, 10)}, ${
            receipt.tree === tree ? "as pushed" : "other files than these"
          }`,
      ];
  });
  return [
    "| check | command | result | exit code | took | tree |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((cells) =>
      `| ${
        cells.map((cell) => oneLine(cell).replaceAll("|", "\\|")).join(" | ")
      } |`
    ),
  ];
}

/** What is to be typed here means nothing to whoever reads the pull request. */
function withoutCommand(end: string): string {
  return end.replace(/ → samocode .*$/, "");
}

/** Code inside a line that nothing in it can end. */
function code(text: string): string {
  const longest = Math.max(
    0,
    ...(text.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const marks = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${marks}${pad}${text}${pad}${marks}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ["", `### ${title}`, "", ...lines];
}

function list(items: readonly string[], none: string): readonly string[] {
  return items.length === 0 ? [none] : items.map((item) => `- ${value(item)}`);
}

/** Foreign text in a line of ours. */
function value(text: string): string {
  return tameLine(oneLine(text));
}
