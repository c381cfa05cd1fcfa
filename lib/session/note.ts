/**
 * A line of the flow log about what a person did by hand.
 *
 * @module
 */

import { oneLine } from "../workflow/one_line.ts";
import {
  flowLine,
  type GateCall,
  refuseInAttempt,
  sessionName,
} from "./gates.ts";
import { refuseEdited } from "./refuse_edited.ts";
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
    refuseEdited(state, {
      cannot: `Cannot write into the flow log of "${name}"`,
      name,
      overview,
      fields: ["Phase", "Blocked"],
    });
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
