/**
 * Figures: what was measured, several times, beside a reference that was measured in turns with it.
 *
 * @module
 */

/** What a figure is held against. */
export interface Goal {
  /** The quotient of value and reference, or the value itself. */
  readonly of: "ratio" | "value";
  /** At most this, or at least where more is better. */
  readonly limit: number;
}

/** Something that was measured. */
export interface Figure {
  /** Stays the same from version to version: the limits name it. */
  readonly name: string;
  readonly title: string;
  readonly unit: "ms" | "MiB" | "MB/s" | "%";
  readonly better: "less" | "more";
  /** One for each round. */
  readonly values: readonly number[];
  /** The same work without the program, round by round; `null`: there is no such thing. */
  readonly reference:
    | { readonly title: string; readonly values: readonly number[] }
    | null;
  readonly goal: Goal | null;
  /** For the results; a sentence or two. */
  readonly note?: string;
}

/** Middle, smallest and largest of some values. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Sorts values out.
 *
 * @example
 * ```ts
 * import { spread } from "./figure.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(spread([3, 1, 2, 9]), { median: 2.5, min: 1, max: 9 });
 * ```
 */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  const lower = sorted.length % 2 === 1 ? upper : sorted[half - 1] ?? NaN;
  return {
    median: (lower + upper) / 2,
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
  };
}

/** The best of all rounds: what other programs on the machine took away is missing in it. */
function best(
  values: readonly number[],
  better: Figure["better"],
): number {
  const { min, max } = spread(values);
  return better === "less" ? min : max;
}

/** Best value by best reference; `null` without a reference. */
export function ratioOf({ values, reference, better }: Figure): number | null {
  return reference === null
    ? null
    : best(values, better) / best(reference.values, better);
}

/** The quotients of the rounds; `null` without a reference. */
export function ratioSpread({ values, reference }: Figure): Spread | null {
  if (reference === null) return null;
  return spread(
    values.map((value, round) => value / (reference.values[round] ?? NaN)),
  );
}

/** What is compared with the goal. */
export function scoreOf(figure: Figure): number {
  const { goal, values, better } = figure;
  return goal?.of === "value"
    ? best(values, better)
    : ratioOf(figure) ?? best(values, better);
}

/** Whether the goal is met; `null` without one. */
export function meetsGoal(figure: Figure): boolean | null {
  const { goal, better } = figure;
  if (goal === null) return null;
  const score = scoreOf(figure);
  return better === "less" ? score <= goal.limit : score >= goal.limit;
}
