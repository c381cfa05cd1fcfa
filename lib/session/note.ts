/**
 * A line of the flow log about what a person did by hand.
 *
 * @module
 */

import { oneLine } from "../workflow/one_line.ts";
import type { SessionState } from "../workflow/state.ts";
import {
  flowLine,
  type GateCall,
  refuseInAttempt,
  sessionName,
} from "./gates.ts";
import { hostDifferences } from "./host_fields.ts";
import { readOverview } from "./overview.ts";
import { RefusedError } from "./refused.ts";
import { commitRequest } from "./request_step.ts";
import type { Store } from "./store.ts";

/** What is noted, by whom and when. */
export interface Note extends Pick<GateCall, "actor" | "moment"> {
  readonly text: string;
  /** Stands in the place of a number before the first iteration. */
  readonly tag: string;
  /** Asked under the session lock. */
  readonly isHeld: () => Promise<boolean>;
}

/**
 * Journals the note and appends it to the flow log.
 *
 * @throws {RefusedError} while a run works on the session, and when a person changed a field of the overview that a run
 * has to look at first.
 */
export async function noteInFlow(store: Store, note: Note): Promise<void> {
  const name = sessionName(store);
  const { actor, moment, tag } = note;
  const text = oneLine(note.text);
  await commitRequest(store, async ({ state, overview }) => {
    refuseInAttempt(state, { act: "write into the flow log of", name });
    if (await note.isHeld()) {
      throw new RefusedError(
        `Cannot write into the flow log of "${name}": a run works on it`,
        { hint: `samocode wait ${name}`, exitCode: 3 },
      );
    }
    if (overview !== null) refuseEdited(state, { name, overview });
    return {
      row: {
        kind: "request",
        ...actor,
        verb: "note",
        text,
        from: state.phase,
        to: null,
        change: null,
      },
      edit: { flow: flowLine(state, { moment, text, tag }) },
    };
  });
}

/** Afterwards the overview counts as the host's own, and the wish would be forgotten. */
function refuseEdited(
  state: SessionState,
  { name, overview }: { readonly name: string; readonly overview: string },
): void {
  const [edited] = hostDifferences(state, readOverview(overview))
    .filter((field) => field.name === "Phase" || field.name === "Blocked");
  if (edited === undefined) return;
  throw new RefusedError(
    `Cannot write into the flow log of "${name}": "${edited.name}" was changed in the overview to "${
      edited.found ?? ""
    }", and a run has to look at that first`,
    { hint: `samocode run ${name}` },
  );
}
