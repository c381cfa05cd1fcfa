/**
 * Compares the ratios of a run with the ones that were kept.
 *
 * @module
 */

import { type Figure, ratioOf } from "./figure.ts";

/** Ratios by the name of their figure. */
export type Limits = Readonly<Record<string, number>>;

/** How much worse than kept a ratio may be. */
const TOLERANCE = 1.25;

/** The ratios of some figures; those that have no reference have none, since machines differ. */
export function limitsOf(figures: readonly Figure[]): Limits {
  return Object.fromEntries(
    figures.flatMap((figure) => {
      const ratio = ratioOf(figure);
      return ratio === null ? [] : [[figure.name, Number(ratio.toFixed(3))]];
    }),
  );
}

/**
 * Names the figures that are more than 25 % worse than kept, in words.
 *
 * @example
 * ```ts
 * import { regressions } from "./check.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = {
 *   name: "a",
 *   title: "a",
 *   unit: "ms",
 *   better: "less",
 *   values: [13],
 *   reference: { title: "b", values: [10] },
 *   goal: null,
 * } as const;
 * assertEquals(regressions([figure], { a: 1.1 }), []);
 * assertEquals(regressions([figure], { a: 1 }), ["a: 1.30, kept is 1.00"]);
 * ```
 */
export function regressions(
  figures: readonly Figure[],
  limits: Limits,
): readonly string[] {
  return figures.flatMap((figure) => {
    const ratio = ratioOf(figure);
    const kept = limits[figure.name];
    if (ratio === null || kept === undefined) return [];
    const worse = figure.better === "less"
      ? ratio > kept * TOLERANCE
      : ratio < kept / TOLERANCE;
    return worse
      ? [`${figure.name}: ${ratio.toFixed(2)}, kept is ${kept.toFixed(2)}`]
      : [];
  });
}
