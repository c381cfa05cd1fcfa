/**
 * What the demo agent takes out of its prompt.
 *
 * @module
 */

import { UserError } from "../../errors.ts";

/** The facts of one iteration, as the prompt tells them. */
export interface DemoContext {
  readonly sessionDir: string;
  readonly workingDir: string;
  /** Lower case. */
  readonly phase: string;
  readonly token: string | null;
  /** `MM-DD-HH:MM`. */
  readonly fileStamp: string;
  /** `[NNN @ MM-DD HH:MM]`. */
  readonly flowTag: string;
  /** Whether this test run comes after a review. */
  readonly afterReview: boolean;
  /** Branch that the work started from, where the prompt tells it. */
  readonly base: string | null;
  /** Phases that lie onward, from the prompt's table of phases; empty without one. */
  readonly onward: readonly string[];
  /** Characters of the prompt. */
  readonly promptLength: number;
}

/**
 * Reads a prompt; labels may be list items, bold, or plain, and values may stand in backticks.
 *
 * @throws {UserError} when the prompt lacks something without which no agent can work.
 *
 * @example
 * ```ts
 * import { readContext } from "./context.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const context = readContext(`# Session Context
 * **Session path:** /s
 * **Working directory:** /w
 * **Phase:** planning
 * **Signal token:** t1
 * - TIMESTAMP_FILE: 01-15-14:30
 * - TIMESTAMP_ITERATION: [004 @ 01-15 14:30]`);
 * assertEquals([context.phase, context.token], ["planning", "t1"]);
 * ```
 */
export function readContext(prompt: string): DemoContext {
  const heading = prompt.search(/^# Session Context\s*$/m);
  // The rules above the heading speak of the same labels.
  const facts = heading < 0 ? prompt : prompt.slice(heading);
  const rules = heading < 0 ? prompt : prompt.slice(0, heading);
  const phase = need(facts, "Phase").toLowerCase();
  const base = find(facts, "Base commit")?.split(/[\s,(]/)[0] ?? null;
  return {
    sessionDir: need(facts, "Session path"),
    workingDir: need(facts, "Working directory"),
    phase,
    token: find(facts, "Signal token"),
    fileStamp: need(facts, "TIMESTAMP_FILE"),
    flowTag: need(facts, "TIMESTAMP_ITERATION"),
    afterReview: /^(?!1st|first).*(2nd|second|quality|review)/i.test(
      find(facts, "Testing run") ?? "",
    ),
    base: base === "none" ? null : base,
    onward: onward(rules, phase),
    promptLength: prompt.length,
  };
}

function need(text: string, label: string): string {
  const value = find(text, label);
  if (value === null) {
    throw new UserError(`Cannot play the agent: the prompt has no "${label}"`, {
      hint: "samocode demo",
    });
  }
  return value;
}

function find(text: string, label: string): string | null {
  const line = new RegExp(
    `^[ \\t]*(?:[-*+][ \\t]+)?\\**\`?${label}\`?\\**[:=]\\**[ \\t]*(\\S.*?)[ \\t]*$`,
    "im",
  );
  const value = text.match(line)?.[1]?.replace(/^`(.*)`$/, "$1");
  return value === undefined || value === "" ? null : value;
}

/** The cell after the phase's name: `quality, done (checked)`. */
function onward(rules: string, phase: string): readonly string[] {
  const rows = rules.split("\n").map((line) =>
    line.split("|").map((cell) => cell.trim())
  );
  const cell = rows.find((row) => row[1] === phase)?.[2] ?? "";
  return cell.replaceAll(/\(.*?\)/g, "").split(",").map((word) => word.trim())
    .filter((word) => /^[a-z-]+$/.test(word));
}
