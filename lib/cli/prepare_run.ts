/**
 * Prepares a session for a run. One that is done, or that stands still until a person has acted, may have lost its working
 * folder: nothing is done in it before that.
 *
 * @module
 */

import type { EngineInput } from "../engine/input.ts";
import { WorkingDirGoneError } from "../engine/working_dir.ts";
import type { SessionState } from "../workflow/state.ts";
import { readState } from "./open_session.ts";
import { type PrepareHelp, prepareIn, type PrepareSpec } from "./prepare_in.ts";

/** Where the work is done. */
export interface RunPlace {
  /** Real path; that of a folder that ought to be there where `gone` tells that it is not. */
  readonly workingDir: string;
  readonly gone: NonNullable<EngineInput["workingDirGone"]> | null;
}

/**
 * Prepares the session whose real folder is given; the caller holds its lease.
 *
 * @throws {UserError} when something stands in the way.
 */
export async function prepareRun(
  folder: string,
  spec: PrepareSpec,
  help: PrepareHelp,
): Promise<RunPlace> {
  try {
    const workingDir = await prepareIn(folder, spec, help);
    return { workingDir, gone: null };
  } catch (error) {
    if (!(error instanceof WorkingDirGoneError)) throw error;
    if (!standsStill(await readState(folder))) throw error;
    const { message, hint = "" } = error;
    return { workingDir: error.path, gone: { message, hint } };
  }
}

function standsStill(
  { attempt, finished, waiting, blocked }: SessionState,
): boolean {
  return attempt === null &&
    (finished || waiting !== null || blocked !== null);
}
