/**
 * Whether the ends of runs tell what the rows before them add up to.
 *
 * @module
 */

import { foldRow } from "./fold.ts";
import type { Row } from "./row.ts";
import { readSum, sumOf } from "./rows_sum.ts";
import { emptyState } from "./state.ts";

/** Numbers of the rows that tell something else; those of other versions of the program are passed over. */
export function wrongSums(
  rows: readonly Row[],
  version: string,
): readonly number[] {
  const wrong: number[] = [];
  let state = emptyState;
  for (const row of rows) {
    if (row.kind === "run-stopped" && readSum(row.sum, version) !== null) {
      const right = JSON.stringify(sumOf(state, version));
      if (JSON.stringify(row.sum) !== right) wrong.push(row.seq);
    }
    state = foldRow(state, row);
  }
  return wrong;
}
