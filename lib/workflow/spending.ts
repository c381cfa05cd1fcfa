/**
 * Sums of what attempts used: money, tokens, time.
 *
 * @module
 */

/** Tokens of an attempt, or a sum. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A sum over attempts. */
export interface Spending {
  readonly attempts: number;
  /** US dollars, as far as reported. */
  readonly costUsd: number;
  /** Attempts whose provider reported no cost. */
  readonly unpriced: number;
  readonly tokens: Tokens;
  /** Time of the provider, in milliseconds. */
  readonly durationMs: number;
}

/** The sum of nothing. */
export const noSpending: Spending = {
  attempts: 0,
  costUsd: 0,
  unpriced: 0,
  tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  durationMs: 0,
};

/** Adds one attempt to a sum. */
export function addSpending(
  sum: Spending,
  attempt: {
    readonly costUsd: number | null;
    readonly tokens: Tokens | null;
    readonly durationMs: number;
  },
): Spending {
  const tokens = attempt.tokens ?? noSpending.tokens;
  return {
    attempts: sum.attempts + 1,
    costUsd: sum.costUsd + (attempt.costUsd ?? 0),
    unpriced: sum.unpriced + (attempt.costUsd === null ? 1 : 0),
    tokens: {
      input: sum.tokens.input + tokens.input,
      output: sum.tokens.output + tokens.output,
      cacheRead: sum.tokens.cacheRead + tokens.cacheRead,
      cacheWrite: sum.tokens.cacheWrite + tokens.cacheWrite,
    },
    durationMs: sum.durationMs + attempt.durationMs,
  };
}

/** All tokens of a kind together. */
export function totalTokens(tokens: Tokens): number {
  return tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
}
