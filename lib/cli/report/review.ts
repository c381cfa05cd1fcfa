/**
 * What the person who reviews a session wants to know, as values.
 *
 * @module
 */

import type { FindingName } from "../../workflow/changes/finding.ts";
import { usdText } from "../../workflow/amounts.ts";
import type { Spending } from "../../workflow/spending.ts";
import { durationText } from "../../workflow/timestamps.ts";

/** A gate that somebody opened or refused to open. */
export interface ReviewGate {
  /** `2026-01-15 14:30`. */
  readonly when: string;
  /** In words: what was done, by whom, by which channel. */
  readonly words: string;
  /** Whether no person looked. */
  readonly unread: boolean;
}

/** One iteration. */
export interface ReviewIteration {
  readonly number: number;
  readonly phase: string;
  readonly spending: Spending;
  /** Attempts begun. */
  readonly attempts: number;
  readonly decision: string;
}

/** A configured check and its newest result. */
export interface ReviewCheck {
  readonly name: string;
  readonly command: string;
  readonly state: "green" | "red" | "never run";
  /** In words: when, and on what. */
  readonly words: string;
}

/** What was found in tests and checks. */
export interface ReviewFinding {
  readonly name: FindingName;
  /** `file:line`, or empty. */
  readonly place: string;
  readonly text: string;
  readonly accepted: boolean;
}

/** What was done to tests and checks since the plan was approved. */
export interface ReviewTests {
  /** What was compared with what, or why nothing was. */
  readonly words: string;
  readonly findings: readonly ReviewFinding[];
  /** What came of the old tests. */
  readonly oldTests: string;
  /** `null`: the plan does not tell its files. */
  readonly outside: readonly string[] | null;
}

/** Everything that a report shows. */
export interface Review {
  readonly name: string;
  /** Why the session moves or does not. */
  readonly state: string;
  readonly task: string | null;
  /** Label and value, in order. */
  readonly facts: readonly (readonly [string, string])[];
  readonly plan: {
    readonly file: string;
    readonly hash: string;
    readonly phases: readonly {
      readonly title: string;
      readonly ticked: number;
      readonly all: number;
    }[];
  } | null;
  readonly gates: readonly ReviewGate[];
  readonly iterations: readonly ReviewIteration[];
  readonly total: Spending;
  readonly commits: readonly {
    readonly id: string;
    readonly subject: string;
  }[];
  readonly checks: readonly ReviewCheck[];
  readonly tests: ReviewTests;
  /** What a person should still look at, one sentence each. */
  readonly openEnds: readonly string[];
}

/** What a bar stands for: money where it was told, else tokens, else time. */
export type BarKind = "cost" | "tokens" | "time";

/** Lengths of the bars of the iterations, from 0 to 1. */
export function bars(
  iterations: readonly ReviewIteration[],
): { readonly kind: BarKind; readonly lengths: readonly number[] } {
  const kinds: readonly (readonly [BarKind, (sum: Spending) => number])[] = [
    ["cost", ({ costUsd }) => costUsd],
    ["tokens", ({ tokens: { input, output } }) => input + output],
    ["time", ({ durationMs }) => durationMs],
  ];
  for (const [kind, of] of kinds) {
    const values = iterations.map(({ spending }) => of(spending));
    const most = Math.max(0, ...values);
    if (most > 0 || kind === "time") {
      return {
        kind,
        lengths: values.map((value) => most === 0 ? 0 : value / most),
      };
    }
  }
  return { kind: "time", lengths: [] };
}

/** How long an iteration took, and whether it needed more than one attempt. */
export function timeWords({ spending, attempts }: ReviewIteration): string {
  const tries = attempts > 1 ? ` (${attempts} attempts)` : "";
  return `${durationText(spending.durationMs)}${tries}`;
}

/** What an iteration cost; `-`: nobody told. */
export function costWords({ spending }: ReviewIteration): string {
  return spending.attempts === spending.unpriced
    ? "-"
    : usdText(spending.costUsd);
}
