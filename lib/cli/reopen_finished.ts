/**
 * A new task for a session that is there: a finished one is reopened with it.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { sessionName } from "../session/gates.ts";
import { reopenSession } from "../session/set_right.ts";
import { openForWriting } from "./find_session.ts";
import type { LoadedWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";

/** Reopens, or refuses where work is going on with another task. */
export async function reopenFinished(
  { folder, config, loaded, task }: {
    readonly folder: string;
    readonly config: Config;
    readonly loaded: LoadedWorkflow;
    readonly task: string;
  },
): Promise<void> {
  const store = await openForWriting(folder, config);
  const { state } = store;
  // The same call once more, after something went wrong before the first iteration.
  if (state.seq === 0 || state.task === task && !state.finished) return;
  if (!state.finished) {
    const name = sessionName(store);
    throw new UsageError(
      `Cannot give "${name}" another task: it is not done`,
      { hint: `samocode say ${name} "…"` },
    );
  }
  await reopenSession(store, {
    workflow: loaded.workflow,
    moment: now(),
    actor: { by: "person", channel: "command" },
    goal: task,
  });
}
