/**
 * Which stronger profile the open iteration may be followed by.
 *
 * @module
 */

import { strongerProfile } from "../provider/ladder.ts";
import type { Escalation } from "../workflow/decision.ts";
import type { Engine } from "./engine.ts";

/** The step from the profile of the newest attempt; `null`: there is none, or the phase had it since it was entered. */
export function escalationStep(
  { store, input }: Pick<Engine, "store" | "input">,
): Escalation | null {
  const { open, phase, escalated } = store.state;
  const from = open?.profile ?? null;
  const provider = input.providers.find(({ name }) => name === open?.provider);
  if (from === null || provider === undefined || escalated?.phase === phase) {
    return null;
  }
  const to = strongerProfile(from, provider);
  return to === null ? null : { from, to };
}
