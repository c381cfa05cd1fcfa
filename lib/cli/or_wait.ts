/**
 * An act that is refused while a run is alive: what comes next is the run, and nobody starts another.
 *
 * @module
 */

import { RefusedError } from "../session/refused.ts";
import { type Acting, holderOf } from "./acting.ts";

/** Does it; while a run holds the session a refusal says to wait for it, where it would say to run or to look. */
export async function orWait<T>(
  { store, name }: Acting,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const moot = /^samocode (run|status) /.test(error.hint ?? "");
    if (!moot || (await holderOf(store)).kind === "free") throw error;
    const { message, details, exitCode } = error;
    const hint = `samocode wait ${name}`;
    throw new RefusedError(message, { cause: error, hint, details, exitCode });
  }
}
