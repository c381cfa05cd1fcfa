/**
 * Taking over a session of the predecessor, once, whoever comes first.
 *
 * @module
 */

import { lstatOrNull } from "../system/files.ts";
import type { Workflow } from "../workflow/table.ts";
import { sessionName } from "./gates.ts";
import { RefusedError } from "./refused.ts";
import type { Store } from "./store.ts";
import { readPredecessor } from "./takeover.ts";
import type { Step } from "./writer_step.ts";

/**
 * Gives a session that has no journal yet its first row, if it is one of the predecessor.
 *
 * @returns What a person should know, one sentence each; `null` when there is nothing to take over.
 * @throws {RefusedError} when the session cannot be gone on with as it is (5).
 */
export async function adoptPredecessor(
  store: Store,
  { workflow }: { readonly workflow: Workflow },
): Promise<readonly string[] | null> {
  const { paths } = store;
  const isOld = [paths.overview, paths.history]
    .some((path) => lstatOrNull(path) !== null);
  if (store.state.seq > 0 || !isOld) return null;
  let notes: readonly string[] | null = null;
  await store.commit(async ({ state }): Promise<Step | null> => {
    if (state.seq > 0) return null;
    const taken = await readPredecessor(paths, { workflow });
    if (taken.kind === "problem") {
      throw new RefusedError(
        `Cannot take over "${sessionName(store)}": ${taken.reason}`,
        { hint: taken.hint, exitCode: 5 },
      );
    }
    notes = [`Session taken over in phase ${taken.body.phase}`, ...taken.notes];
    return { row: { kind: "taken-over", ...taken.body } };
  });
  return notes;
}
