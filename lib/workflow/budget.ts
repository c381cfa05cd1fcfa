/**
 * The money of a run: how much of its limit is used.
 *
 * @module
 */

import { usdText } from "./amounts.ts";

/** From this part of the limit on the person is told. */
const NOTICE_AT = 0.8;

/**
 * Tells how far a run is with its money.
 *
 * Sums of cents are not exact in binary: a millionth of a dollar is no difference.
 *
 * @example
 * ```ts
 * import { budgetStand } from "./budget.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(budgetStand(0.1 + 0.2, 0.3), "used up");
 * assertEquals(budgetStand(0.85, 1), "low");
 * assertEquals(budgetStand(85, null), "fine");
 * ```
 */
export function budgetStand(
  spentUsd: number,
  maxUsd: number | null,
): "fine" | "low" | "used up" {
  if (maxUsd === null) return "fine";
  if (!below(spentUsd, maxUsd)) return "used up";
  return below(spentUsd, maxUsd * NOTICE_AT) ? "fine" : "low";
}

/** Words for it, one line. */
export function budgetText(spentUsd: number, maxUsd: number): string {
  return `${usdText(spentUsd)} of ${usdText(maxUsd)} are spent`;
}

function below(a: number, b: number): boolean {
  return Math.round((b - a) * 1e6) > 0;
}
