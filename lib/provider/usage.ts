/**
 * Turns running totals of a conversation into what one attempt used.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";

/** Money and tokens; `null` where the provider tells none. */
export interface Usage {
  readonly costUsd: number | null;
  readonly tokens: Tokens | null;
}

/**
 * What a result adds to what its conversation had used before.
 *
 * Figures that are no running total are already the difference. A total smaller than before means that the provider
 * began to count anew; then it is the difference itself. Nothing ever gets negative.
 *
 * @param previous Totals of the same conversation before this attempt, `null` when it is new.
 *
 * @example A resumed conversation
 * ```ts
 * import { type Usage, usageDelta } from "./usage.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const before: Usage = { costUsd: 2, tokens: null };
 * const result = { costUsd: 3, tokens: null, cumulative: true };
 * assertEquals(usageDelta(before, result).costUsd, 1);
 * ```
 */
export function usageDelta(
  previous: Usage | null,
  result: Usage & { readonly cumulative: boolean },
): Usage {
  const { costUsd, tokens, cumulative } = result;
  if (!cumulative || previous === null) return { costUsd, tokens };
  return {
    costUsd: costUsd === null ? null : grown(previous.costUsd ?? 0, costUsd),
    tokens: tokens === null
      ? null
      : tokensGrown(previous.tokens ?? noTokens, tokens),
  };
}

const noTokens: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function grown(before: number, now: number): number {
  return now >= before ? now - before : now;
}

function tokensGrown(before: Tokens, now: Tokens): Tokens {
  const keys = ["input", "output", "cacheRead", "cacheWrite"] as const;
  // The count as a whole was begun anew, or it was not; never one kind alone.
  const base = keys.every((key) => now[key] >= before[key]) ? before : noTokens;
  return {
    input: now.input - base.input,
    output: now.output - base.output,
    cacheRead: now.cacheRead - base.cacheRead,
    cacheWrite: now.cacheWrite - base.cacheWrite,
  };
}
