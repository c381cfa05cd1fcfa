/**
 * What the rows of a journal add up to, kept in the last row of a run: whoever only glances need not read the rows before it.
 *
 * @module
 */

import { isObject } from "./json_type.ts";
import type { RowsSum } from "./rows/run_rows.ts";
import { emptyState, type SessionState } from "./state.ts";

/** Texts of any length, which are left out where they are long. */
const TEXTS: readonly string[] = ["task", "dive"];
const MOST_CHARACTERS = 4_000;

/** Sums rows up; `version` is that of the program, whose other versions may fold rows otherwise. */
export function sumOf(state: SessionState, version: string): RowsSum {
  const kept = Object.entries(state).filter(([key, value]) =>
    !TEXTS.includes(key) || typeof value !== "string" ||
    value.length <= MOST_CHARACTERS
  );
  return { version, state: Object.fromEntries(kept) };
}

/** What a sum tells. */
export interface SumReading {
  /** Texts that were left out are `null`. */
  readonly state: SessionState;
  /** Whether none was. */
  readonly whole: boolean;
}

/**
 * The state that a sum tells; `null` when another version wrote it, or it is none.
 *
 * @example
 * ```ts
 * import { readSum, sumOf } from "./rows_sum.ts";
 * import { emptyState } from "./state.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const state = { ...emptyState, seq: 7, task: "Say hello" };
 * assertEquals(readSum(sumOf(state, "1.0.0"), "1.0.0"), { state, whole: true });
 * assertEquals(readSum(sumOf(state, "1.0.0"), "1.0.1"), null);
 * ```
 */
export function readSum(sum: unknown, version: string): SumReading | null {
  if (!isObject(sum) || sum["version"] !== version) return null;
  const { state } = sum;
  if (!isObject(state)) return null;
  const missing = Object.keys(emptyState)
    .filter((key) => !Object.hasOwn(state, key));
  if (!missing.every((key) => TEXTS.includes(key))) return null;
  return {
    // Our own, as it was: rows of the journal are taken at their word, too.
    state: { ...emptyState, ...state as Partial<SessionState> },
    whole: missing.length === 0,
  };
}
