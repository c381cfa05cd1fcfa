/**
 * Puts kept work back into the working folder; what is there now is kept first.
 *
 * @module
 */

import { RefusedError } from "../../session/refused.ts";
import { commitRequest, requestStep } from "../../session/request_step.ts";
import { keepWork } from "../../system/keep_work.ts";
import {
  keptFiles,
  type KeptRef,
  restoreKept,
} from "../../system/kept_work.ts";
import { type Acting, gateCall } from "../acting.ts";
import { isCheckpoint, nameBeforeCheckpoint } from "./checkpoint.ts";
import { type Kept, nameBefore } from "./kept.ts";
import { refuseWhileRunning } from "./refuse_running.ts";

const act = "restore work of";

/**
 * Restores, journaled before it is done: of a checkpoint the whole state, of other work what it changed.
 *
 * @throws {RefusedError} while an attempt runs, or when what is there cannot be kept.
 */
export async function restoreWork(
  acting: Acting,
  { kept, ref }: { readonly kept: Kept; readonly ref: KeptRef },
): Promise<void> {
  const { store, name, terminal } = acting;
  const { cwd } = kept;
  await refuseWhileRunning(acting, { state: store.state, act });
  const whole = isCheckpoint(ref.name);
  const before = whole
    ? nameBeforeCheckpoint(kept, ref.name)
    : nameBefore(kept, store.state);
  const saved = await keepWork(cwd, `${name}/${before}`, { clean: whole });
  const options = whole && saved !== null && "ref" in saved
    ? { from: saved.ref }
    : {};
  const left = saved?.left ?? [];
  if (saved !== null && "problem" in saved && left.length === 0) {
    throw new RefusedError(
      `Cannot restore "${ref.name}": what is there now cannot be kept: ${saved.problem}`,
      { hint: `git -C "${cwd}" stash` },
    );
  }
  const files = await keptFiles(cwd, ref.ref, options);
  const lost = [...files.written, ...files.removed].filter((file) =>
    left.some((path) => `${file}/`.startsWith(path.replace(/\/?$/, "/")))
  );
  if (lost.length > 0) {
    throw new RefusedError(
      `Cannot restore "${ref.name}": it would write over files that cannot be kept`,
      { details: lost.slice(0, 20), hint: "move them away" },
    );
  }
  const call = await gateCall(acting);
  await commitRequest(store, async ({ state }) => {
    await refuseWhileRunning(acting, { state, act });
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
    await refuseWhileRunning(acting, { state, act });
    const { written, removed } = await restoreKept(cwd, ref.ref, options);
    for (const file of written) terminal.out(`restored ${file}`);
    for (const file of removed) terminal.out(`removed  ${file}`);
    return null;
  });
  terminal.out(
    saved === null || !("ref" in saved)
      ? `Work ${ref.name} is back in ${cwd}; nothing else was there to be kept`
      : `Work ${ref.name} is back in ${cwd}; what was there is kept as ${before}`,
  );
}
