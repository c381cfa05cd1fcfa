/**
 * Amounts as a person reads them: counts, tokens, money.
 *
 * @module
 */

import type { Spending } from "./spending.ts";

/**
 * Tells a count in at most four characters and a unit: `950`, `12.3 k`, `1.2 M`.
 *
 * @example
 * ```ts
 * import { countText } from "./amounts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([999, 1_250, 45_000_000].map(countText), [
 *   "999",
 *   "1.3 k",
 *   "45 M",
 * ]);
 * ```
 */
export function countText(count: number): string {
  if (count < 1_000) return String(count);
  const [unit, size] = count < 999_500
    ? ["k", 1_000] as const
    : ["M", 1_000_000] as const;
  const value = count / size;
  return `${value.toFixed(value < 99.95 ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
}

/**
 * Tells how many there are of something.
 *
 * @example
 * ```ts
 * import { counted } from "./amounts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([counted(1, "commit"), counted(2, "commit")], [
 *   "1 commit",
 *   "2 commits",
 * ]);
 * ```
 */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Tells US dollars; an amount below a cent keeps two figures that say something. */
export function usdText(usd: number): string {
  return usd > 0 && usd < 0.01
    ? `$${Number(usd.toPrecision(2))}`
    : `$${usd.toFixed(2)}`;
}

/**
 * Tells what a sum cost, and how much of it no provider told.
 *
 * @example
 * ```ts
 * import { costText } from "./amounts.ts";
 * import { noSpending } from "./spending.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const sum = { ...noSpending, attempts: 3, costUsd: 1.5, unpriced: 1 };
 * assertEquals(costText(sum), "$1.50 (without 1 of 3 attempts, whose cost is not known)");
 * ```
 */
export function costText({ attempts, costUsd, unpriced }: Spending): string {
  if (unpriced === 0) return usdText(costUsd);
  if (unpriced === attempts) return "not told";
  return `${
    usdText(costUsd)
  } (without ${unpriced} of ${attempts} attempts, whose cost is not known)`;
}

/** Tells tokens by kind; kinds of the cache only where there are any. */
export function tokensText({ tokens }: Spending): string {
  const { input, output, cacheRead, cacheWrite } = tokens;
  return [
    `${countText(input)} in`,
    `${countText(output)} out`,
    ...(cacheRead > 0 ? [`${countText(cacheRead)} from the cache`] : []),
    ...(cacheWrite > 0 ? [`${countText(cacheWrite)} to the cache`] : []),
  ].join(", ");
}
