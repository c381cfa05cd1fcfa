/**
 * Draws figures as bars against their goals.
 *
 * @module
 */

import { type Figure, meetsGoal, scoreOf } from "./figure.ts";
import { goalText } from "./results.ts";

const ROW = 34;
const LEFT = 24;
const WIDTH = 900;
/** Where a bar ends that just meets its goal. */
const GOAL_AT = 560;
const TOP = 58;

/** A picture of all figures that have a goal: a bar that ends before the line meets it. */
export function barPicture(figures: readonly Figure[]): string {
  const shown = figures.filter(({ goal }) => goal !== null);
  const height = TOP + shown.length * ROW + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="samocode against its goals">`,
    "<style>text{font:13px system-ui,sans-serif;fill:#c9d1d9}.head{font-size:16px;font-weight:600}.dim{fill:#8b949e}.met{fill:#238636}.missed{fill:#9e6a03}</style>",
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#0d1117"/>`,
    `<text x="${LEFT}" y="28" class="head">How fast samocode is</text>`,
    `<text x="${GOAL_AT}" y="46" text-anchor="middle" class="dim">goal</text>`,
    ...shown.map(bar),
    `<line x1="${GOAL_AT}" x2="${GOAL_AT}" y1="${TOP - 6}" y2="${
      height - 12
    }" stroke="#8b949e" stroke-dasharray="3 4"/>`,
    "</svg>",
    "",
  ].join("\n");
}

function bar(figure: Figure, at: number): string {
  const { title, goal, better, unit } = figure;
  const limit = goal?.limit ?? 1;
  const score = scoreOf(figure);
  // More is better: the bar is drawn the other way round, so that a shorter one is always better.
  const share = better === "less" ? score / limit : limit / score;
  const width = Math.max(
    2,
    Math.min(share * (GOAL_AT - LEFT), WIDTH - 2 * LEFT),
  );
  const y = TOP + at * ROW;
  const value = goal?.of === "ratio"
    ? `${score.toFixed(2)} ×`
    : `${score.toFixed(score < 10 ? 1 : 0)} ${unit}`;
  return [
    `<rect x="${LEFT}" y="${y}" width="${
      width.toFixed(0)
    }" height="24" rx="3" class="${meetsGoal(figure) ? "met" : "missed"}"/>`,
    `<text x="${LEFT + 8}" y="${y + 17}">${escape(title)}</text>`,
    `<text x="${WIDTH - LEFT}" y="${
      y + 17
    }" text-anchor="end">${value} <tspan class="dim">(${
      escape(goalText(figure))
    })</tspan></text>`,
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll("`", "");
}
