/**
 * What a person asks of the run: hear a message, stop, wait no longer.
 *
 * @module
 */

import type { NewRow } from "../workflow/row.ts";
import type { Actor, RequestVerb } from "../workflow/rows/person_rows.ts";
import { refuseInAttempt, sessionName, wayOn, wayOnOrReport } from "./gates.ts";
import { RefusedError } from "./refused.ts";
import type { Store } from "./store.ts";

/** Who holds the lease, as found under the session lock. */
export type Holder =
  /** `run` is `null` when it is not to be read. */
  | { readonly kind: "held"; readonly run: string | null }
  | { readonly kind: "free" };

/** What is asked by whom. */
export interface Asked {
  readonly actor: Actor;
  /** Looks who holds the lease. */
  readonly holder: () => Promise<Holder>;
}

/**
 * Leaves a message for the agent.
 *
 * @returns The iteration that will read it; while an attempt is running it is the next one.
 * @throws {RefusedError} when the session is done.
 */
export async function sayToSession(
  store: Store,
  { actor, text }: { readonly actor: Actor; readonly text: string },
): Promise<number> {
  const name = sessionName(store);
  let reader = 0;
  await store.commit(({ state }) => {
    if (state.finished) {
      throw new RefusedError(`Cannot say it to "${name}": it is done`, {
        hint: wayOn(state, name),
      });
    }
    const goesOn = state.open !== null && state.attempt === null;
    reader = state.iteration + (goesOn ? 0 : 1);
    return { row: requestRow("say", { actor, text, run: null }) };
  });
  return reader;
}

/**
 * Asks the run to stop; it ends its attempt and journals why.
 *
 * @throws {RefusedError} when no run works on the session.
 */
export async function requestStop(
  store: Store,
  { actor, holder }: Asked,
): Promise<void> {
  const name = sessionName(store);
  await store.commit(async ({ state }) => {
    const found = await holder();
    if (found.kind === "free") {
      throw new RefusedError(`Cannot stop "${name}": no run works on it`, {
        hint: wayOnOrReport(state, name),
      });
    }
    return { row: requestRow("stop", { actor, text: "", run: found.run }) };
  });
}

/**
 * Ends a wait for a limit, or before another attempt.
 *
 * @returns Whether a run does it at once; else the next one does not wait.
 * @throws {RefusedError} when nothing is waited for.
 */
export async function requestRetry(
  store: Store,
  { actor, holder }: Asked,
): Promise<boolean> {
  const name = sessionName(store);
  let atOnce = false;
  await store.commit(async ({ state }) => {
    refuseInAttempt(state, { act: "retry", name });
    const found = await holder();
    atOnce = found.kind === "held";
    if (state.limitWait === null && (!atOnce || state.open === null)) {
      throw new RefusedError(
        `Cannot retry "${name}": it waits for no limit and no other attempt`,
        { hint: wayOnOrReport(state, name) },
      );
    }
    const run = found.kind === "held" ? found.run : null;
    return { row: requestRow("retry", { actor, text: "", run }) };
  });
  return atOnce;
}

function requestRow(
  verb: RequestVerb,
  { actor, text, run }: {
    readonly actor: Actor;
    readonly text: string;
    readonly run: string | null;
  },
): NewRow {
  const body = { verb, text, from: null, to: null, change: null };
  return { kind: "request", ...actor, ...body, run };
}
