/**
 * What the rows of a journal add up to, kept in the last row of a run: whoever only glances need not read the rows before it.
 *
 * @module
 */

import { isObject } from "./json_type.ts";
import type { RowsSum } from "./rows/run_rows.ts";
import { emptyState, type SessionState } from "./state.ts";

/** Texts of any length that nobody glances at. */
const LEFT_OUT: readonly string[] = ["task", "dive"];

/** Sums rows up; `version` is that of the program, whose other versions may fold rows otherwise. */
export function sumOf(state: SessionState, version: string): RowsSum {
  const kept = Object.entries(state).filter(([key]) => !LEFT_OUT.includes(key));
  return { version, state: Object.fromEntries(kept) };
}

/**
 * The state that a sum tells, without task and dive; `null` when another version wrote it, or it is none.
 *
 * @example
 * ```ts
 * import { stateOfSum, sumOf } from "./rows_sum.ts";
 * import { emptyState } from "./state.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const state = { ...emptyState, seq: 7, task: "Say hello" };
 * assertEquals(stateOfSum(sumOf(state, "1.0.0"), "1.0.0"), { ...state, task: null });
 * assertEquals(stateOfSum(sumOf(state, "1.0.0"), "1.0.1"), null);
 * ```
 */
export function stateOfSum(
  sum: unknown,
  version: string,
): SessionState | null {
  if (!isObject(sum) || sum["version"] !== version) return null;
  const { state } = sum;
  if (!isObject(state)) return null;
  const wanted = Object.keys(emptyState)
    .filter((key) => !LEFT_OUT.includes(key));
  const complete = wanted.every((key) => Object.hasOwn(state, key));
  // Our own, as it was: rows of the journal are taken at their word, too.
  return complete ? { ...emptyState, ...state as Partial<SessionState> } : null;
}
