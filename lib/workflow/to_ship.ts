/**
 * Whether there is work to hand over.
 *
 * @module
 */

import type { SessionState } from "./state.ts";

/**
 * Whether a session's work was verified on a branch of its own, and that commit is on no remote yet.
 *
 * @example
 * ```ts
 * import { isToShip } from "./to_ship.ts";
 * import { emptyState } from "./state.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isToShip(emptyState), false);
 * ```
 */
export function isToShip(
  { finished, branch, lastDecision, shipped }: SessionState,
): boolean {
  const head = lastDecision?.tree?.head ?? null;
  return finished && branch !== null && head !== null && shipped?.head !== head;
}
