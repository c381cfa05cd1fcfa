/**
 * A new task for a session that is there: a finished one is reopened with it.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { adoptPredecessor } from "../session/adopt.ts";
import { sessionName } from "../session/gates.ts";
import { leaseHeld } from "../session/lease.ts";
import { reopenSession } from "../session/set_right.ts";
import { systemClock } from "../system/clock.ts";
import { type Goal, goalText } from "../workflow/goal_text.ts";
import { redactor } from "../workflow/redact.ts";
import { openForWriting } from "./open_session.ts";
import type { LoadedWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";

/** Reopens, or refuses where work is going on with another task; without a goal there is nothing to do. */
export async function reopenFinished(
  { folder, config, loaded, goal, say }: {
    readonly folder: string;
    readonly config: Config;
    readonly loaded: LoadedWorkflow;
    readonly goal: Goal;
    /** Tells the person something, one line. */
    readonly say: (text: string) => void;
  },
): Promise<void> {
  const text = goalText(goal);
  if (text === null) return;
  const { workflow } = loaded;
  const store = await openForWriting(folder, config);
  // Whoever holds the lease of a session without a journal is about to begin one, or keeps none: the run will be told.
  if (store.state.seq === 0 && !await leaseHeld(store.paths, systemClock)) {
    const notes = await adoptPredecessor(store, { workflow });
    for (const note of notes ?? []) say(note);
  }
  const { state } = store;
  const redact = redactor(config.secrets);
  // The same call once more, after something went wrong before the first iteration.
  const isSame = (["task", "dive"] as const).every((name) => {
    const given = goal[name];
    return given === null || redact(given) === state[name];
  });
  if (state.seq === 0 || isSame && !state.finished) return;
  if (!state.finished) {
    const name = sessionName(store);
    const what = goal.task === null ? "something to look into" : "another task";
    throw new UsageError(`Cannot give "${name}" ${what}: it is not done`, {
      hint: `samocode say ${name} "…"`,
    });
  }
  await reopenSession(store, {
    workflow,
    moment: now(),
    actor: { by: "person", channel: "command" },
    goal: text,
  });
}
