/**
 * What a journal wants to know of an attempt, taken from its events.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";
import type { ProviderEvent } from "./adapter.ts";
import type { Usage } from "./usage.ts";

/** What the events of one attempt tell; `null` where they do not. */
export interface AttemptFacts extends Usage {
  readonly conversation: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly login: string | null;
  /** Turns of all results. */
  readonly turns: number | null;
  /** Whether `costUsd` and `tokens` are totals of the conversation. */
  readonly cumulative: boolean;
  /** Tool calls that were not allowed, one name each. */
  readonly denials: readonly string[];
}

/** Sums up the events of one attempt: money and tokens are those of the last result that tells them, else the sum of all steps. */
export function factsOf(events: readonly ProviderEvent[]): AttemptFacts {
  const starts = events.filter((event) => event.kind === "started");
  const results = events.filter((event) => event.kind === "result");
  const steps = events.filter((event) => event.kind === "usage");
  const turns = results.map(({ turns }) => turns)
    .filter((turns) => turns !== null);
  return {
    conversation: told(starts.map((start) => start.conversation)),
    model: told(starts.map((start) => start.model)),
    version: told(starts.map((start) => start.version)),
    login: told(starts.map((start) => start.login)),
    turns: turns.length === 0 ? null : turns.reduce((sum, n) => sum + n, 0),
    costUsd: told(results.map((result) => result.costUsd)) ??
      sumOf(steps.map((step) => step.costUsd), (a, b) => a + b),
    tokens: told(results.map((result) => result.tokens)) ??
      sumOf(steps.map((step) => step.tokens), addTokens),
    cumulative: results.at(-1)?.cumulative ?? false,
    denials: denials(events),
  };
}

function told<T>(values: readonly (T | null)[]): T | null {
  return values.findLast((value) => value !== null) ?? null;
}

function sumOf<T>(
  values: readonly (T | null)[],
  add: (a: T, b: T) => T,
): T | null {
  return values.reduce(
    (sum, value) =>
      sum === null ? value : value === null ? sum : add(sum, value),
    null,
  );
}

function addTokens(a: Tokens, b: Tokens): Tokens {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
  };
}

/** Told one by one, or all at the end, or both: the longest list is the whole. */
function denials(events: readonly ProviderEvent[]): readonly string[] {
  const single = events.filter((event) => event.kind === "denied")
    .map(({ tool }) => tool);
  const lists = events.filter((event) => event.kind === "result")
    .map((result) => result.denials);
  return lists.reduce<readonly string[]>(
    (longest, list) => list.length > longest.length ? list : longest,
    single,
  );
}
