/**
 * What tokens cost, for programs that do not tell.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";

/** US dollars for a million tokens of each kind. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/**
 * What tokens cost, in US dollars.
 *
 * @example
 * ```ts
 * import { costOf } from "./price.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const price = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 };
 * const tokens = { input: 1_000_000, output: 500_000, cacheRead: 0, cacheWrite: 0 };
 * assertEquals(costOf(tokens, price), 7);
 * ```
 */
export function costOf(tokens: Tokens, price: Price): number {
  const millionths = tokens.input * price.input +
    tokens.output * price.output +
    tokens.cacheRead * price.cacheRead +
    tokens.cacheWrite * price.cacheWrite;
  return millionths / 1e6;
}
