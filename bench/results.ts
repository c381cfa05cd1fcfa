/**
 * The figures as text.
 *
 * @module
 */

import {
  type Figure,
  meetsGoal,
  ratioOf,
  ratioSpread,
  scoreOf,
  spread,
} from "./figure.ts";
import type { Program } from "./lab.ts";

/** What was measured, and where. */
export interface About {
  readonly machine: string;
  readonly programs: readonly Program[];
}

/** One line for a terminal. */
export function figureLine(figure: Figure): string {
  const { name, values, unit, reference } = figure;
  const ratio = ratioOf(figure);
  const met = meetsGoal(figure);
  return [
    `  ${name}: ${spreadText(values)} ${unit}`,
    ...(reference === null || ratio === null
      ? []
      : [`${ratio.toFixed(2)} × ${reference.title}`]),
    ...(met === null
      ? []
      : [`goal ${goalText(figure)} ${met ? "met" : "MISSED"}`]),
  ].join(" · ");
}

/** The whole of `RESULTS.md`, with the words that are kept in `notes.md`. */
export function resultsText(
  figures: readonly Figure[],
  { about: { machine, programs }, notes }: {
    readonly about: About;
    readonly notes: string;
  },
): string {
  const forms = programs.map(({ form, version }) =>
    `${form} (Deno ${version})`
  );
  return [
    "# How fast samocode is",
    "",
    `Written by \`deno task bench\` on ${machine}. Forms: ${
      forms.join(", ")
    }; where a line names none it is the first one.`,
    "",
    "Each line: median [smallest .. largest] of several rounds, program and reference in turns. The ratio is that of the",
    "best rounds, which other work on the machine has disturbed least; in brackets the median ratio of the pairs.",
    "",
    "| what | measured | reference | ratio | goal | |",
    "|---|---|---|---|---|---|",
    ...figures.map(row),
    "",
    ...figures.flatMap(({ title, note }) =>
      note === undefined ? [] : [`- ${title}: ${note}`]
    ),
    "",
    notes.trim(),
    "",
  ].join("\n");
}

function row(figure: Figure): string {
  const { title, values, unit, reference } = figure;
  const ratio = ratioOf(figure);
  const pairs = ratioSpread(figure);
  const met = meetsGoal(figure);
  const cells = [
    title,
    `${spreadText(values)} ${unit}`,
    reference === null
      ? ""
      : `${reference.title}: ${spreadText(reference.values)}`,
    ratio === null || pairs === null
      ? ""
      : `${ratio.toFixed(2)} (${pairs.median.toFixed(2)})`,
    met === null ? "" : goalText(figure),
    met === null ? "" : met ? "met" : `**missed: ${number(scoreOf(figure))}**`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The goal in words. */
export function goalText({ goal, better, unit }: Figure): string {
  if (goal === null) return "";
  const sign = better === "less" ? "≤" : "≥";
  return goal.of === "ratio"
    ? `${sign} ${goal.limit} ×`
    : `${sign} ${goal.limit} ${unit}`;
}

function spreadText(values: readonly number[]): string {
  const { median, min, max } = spread(values);
  return `${number(median)} [${number(min)} .. ${number(max)}]`;
}

/** Three digits that count. */
function number(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
