/**
 * Puts kept work back into the working folder; what is there now is kept first.
 *
 * @module
 */

import { leaseHeld } from "../../session/lease.ts";
import { RefusedError } from "../../session/refused.ts";
import { commitRequest, requestStep } from "../../session/request_step.ts";
import { systemClock } from "../../system/clock.ts";
import { keepWork } from "../../system/keep_work.ts";
import { type KeptRef, restoreKept } from "../../system/kept_work.ts";
import type { SessionState } from "../../workflow/state.ts";
import { type Acting, gateCall } from "../acting.ts";
import { type Kept, nameBefore } from "./kept.ts";

/**
 * Restores, journaled before it is done.
 *
 * @throws {RefusedError} while an attempt runs, or when what is there cannot be kept.
 */
export async function restoreWork(
  acting: Acting,
  { kept, ref }: { readonly kept: Kept; readonly ref: KeptRef },
): Promise<void> {
  const { store, name, terminal } = acting;
  const { cwd } = kept;
  await refuseWhileRunning(acting, store.state);
  const before = nameBefore(kept, store.state);
  const saved = await keepWork(cwd, `${name}/${before}`);
  if (saved !== null && "problem" in saved) {
    throw new RefusedError(
      `Cannot restore "${ref.name}": what is there now cannot be kept: ${saved.problem}`,
      { hint: `git -C "${cwd}" stash` },
    );
  }
  const call = await gateCall(acting);
  await commitRequest(store, async ({ state }) => {
    await refuseWhileRunning(acting, state);
    return requestStep(call, {
      state,
      verb: "restore",
      text: ref.ref,
      to: null,
      fields: {},
      flow: `Kept work ${ref.name} put back`,
    });
  });
  // Under the session lock no attempt can begin.
  await store.commit(async ({ state }) => {
    await refuseWhileRunning(acting, state);
    const { written, removed } = await restoreKept(cwd, ref.ref);
    for (const file of written) terminal.out(`restored ${file}`);
    for (const file of removed) terminal.out(`removed  ${file}`);
    return null;
  });
  terminal.out(
    saved === null
      ? `Work ${ref.name} is back in ${cwd}; nothing else was there to be kept`
      : `Work ${ref.name} is back in ${cwd}; what was there is kept as ${before}`,
  );
}

/** An attempt of a run that died runs no more: its guard ended it. */
async function refuseWhileRunning(
  { store, name }: Acting,
  { attempt }: SessionState,
): Promise<void> {
  if (attempt === null || !await leaseHeld(store.paths, systemClock)) return;
  throw new RefusedError(
    `Cannot restore work of "${name}": an attempt is running`,
    { hint: `samocode stop ${name}` },
  );
}
