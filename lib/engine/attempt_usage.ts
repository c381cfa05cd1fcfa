/**
 * What an attempt used: the difference to what its conversation had used before, with a price where one is configured.
 *
 * @module
 */

import type { AttemptFacts } from "../provider/facts.ts";
import { costOf, type Price } from "../provider/price.ts";
import { type Usage, usageDelta } from "../provider/usage.ts";
import type { OpenIteration } from "../workflow/open_iteration.ts";

/** What one attempt used. */
export interface AttemptUsage extends Usage {
  /** Only where it is true: the cost was worked out from tokens, the provider told none. */
  readonly priced?: true;
}

/** Works out what an attempt used; `price` counts only where the provider tells no cost. */
export function attemptUsage(
  facts: AttemptFacts,
  { open, conversation, price }: {
    readonly open: OpenIteration | null;
    readonly conversation: string | null;
    readonly price: Price | null;
  },
): AttemptUsage {
  const goesOn = open !== null && conversation === open.conversation;
  const used = usageDelta(goesOn ? open.conversationUsed : null, facts);
  if (used.costUsd !== null || used.tokens === null || price === null) {
    return used;
  }
  return { ...used, costUsd: costOf(used.tokens, price), priced: true };
}
