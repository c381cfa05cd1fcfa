/**
 * Nobody touches a worktree in which an attempt runs.
 *
 * @module
 */

import { leaseHeld } from "../../session/lease.ts";
import { RefusedError } from "../../session/refused.ts";
import { systemClock } from "../../system/clock.ts";
import type { SessionState } from "../../workflow/state.ts";
import type { Acting } from "../acting.ts";

/**
 * Refuses an act while an attempt runs; one of a run that died runs no more: its guard ended it.
 *
 * @param options.act What cannot be done, such as `restore work of`.
 * @throws {RefusedError}
 */
export async function refuseWhileRunning(
  { store, name }: Pick<Acting, "store" | "name">,
  { state, act }: { readonly state: SessionState; readonly act: string },
): Promise<void> {
  if (state.attempt === null || !await leaseHeld(store.paths, systemClock)) {
    return;
  }
  throw new RefusedError(`Cannot ${act} "${name}": an attempt is running`, {
    hint: `samocode stop ${name}`,
  });
}
