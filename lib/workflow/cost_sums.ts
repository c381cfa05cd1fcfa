/**
 * What attempts used, summed up by phase and by day.
 *
 * @module
 */

import type { Row } from "./row.ts";
import { addSpending, noSpending, type Spending } from "./spending.ts";

/** What sums are made for. */
export type CostKey = "phase" | "day";

/** Sums that grow by rows. */
export interface CostSums {
  /** Takes the next row of a journal. */
  take(row: Row): void;
  readonly total: Spending;
  /** Sums by name, in the order in which the names came. */
  by(key: CostKey): ReadonlyMap<string, Spending>;
}

/** Starts with nothing; a day is that of the place where the row was written. */
export function costSums(): CostSums {
  const sums = {
    phase: new Map<string, Spending>(),
    day: new Map<string, Spending>(),
  };
  let total = noSpending;
  let phase = "?";
  return {
    take(row) {
      if (row.kind === "iteration-started") phase = row.phase;
      if (row.kind !== "attempt-ended") return;
      total = addSpending(total, row);
      const names = { phase, day: row.time.slice(0, 10) };
      for (const key of ["phase", "day"] as const) {
        const sum = sums[key].get(names[key]) ?? noSpending;
        sums[key].set(names[key], addSpending(sum, row));
      }
    },
    get total() {
      return total;
    },
    by: (key) => sums[key],
  };
}
