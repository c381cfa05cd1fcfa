/**
 * Preparing a session before its first iteration: the host's work, not a model's. Each step looks first whether it is done.
 *
 * Works in the supervisor's room; the caller holds the lease.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { adoptPredecessor } from "../session/adopt.ts";
import { sessionName } from "../session/gates.ts";
import { makeLogFolder } from "../session/log_folder.ts";
import { missingOverview } from "../session/missing_overview.ts";
import { createNotebook, readNotebook } from "../session/notebook.ts";
import { newOverview } from "../session/overview_edit.ts";
import type { Store } from "../session/store.ts";
import { goalText } from "../workflow/goal_text.ts";
import { branchName, undatedName } from "../workflow/names.ts";
import { textStamp } from "../workflow/timestamps.ts";
import { makeReady, type ReadyOptions } from "./make_ready.ts";
import { expectedWorktree, knownWorkingDir } from "./working_dir.ts";

/** What a session is prepared with. */
export interface PrepareOptions extends ReadyOptions {
  readonly task: string | null;
  readonly dive: string | null;
}

/**
 * Makes the session ready and returns its working folder.
 *
 * @throws {WorkingDirGoneError} when a working folder that was there is not there any more.
 * @throws {UserError} when something else stands in the way; what was done so far is kept and found again.
 */
export async function prepareSession(
  store: Store,
  options: PrepareOptions,
): Promise<string> {
  await store.settle();
  if (store.state.seq === 0) await begin(store, options);
  mustHaveOverview(store);
  makeLogFolder(store.paths);
  if (!store.state.takenOver) writeOverview(store, options);
  const known = store.state.workingDir === null
    ? null
    : knownWorkingDir(store, options);
  return known ?? await makeReady(store, options);
}

function mustHaveOverview(store: Store): void {
  const { overview } = store.paths;
  const notebook = readNotebook(store.paths);
  if (notebook.kind === "refused") {
    throw new UserError(
      `Cannot go on with "${
        sessionName(store)
      }": its overview cannot be read: ${notebook.reason}`,
      { hint: `put "${overview}" right`, exitCode: 5 },
    );
  }
  if (notebook.kind === "missing" && store.state.iteration > 0) {
    const { message, hint } = missingOverview(store.paths, sessionName(store));
    throw new UserError(message, { hint, exitCode: 5 });
  }
}

async function begin(store: Store, options: PrepareOptions): Promise<void> {
  for (const note of await adoptPredecessor(store, options) ?? []) {
    options.say(note);
  }
  if (store.state.seq > 0) return;
  const name = undatedName(sessionName(store));
  await store.append({
    kind: "session-created",
    name,
    task: options.task,
    dive: options.dive,
    mainRepo: options.mainRepo,
    base: null,
    branch: branchName(sessionName(store), options.branchPrefix),
    workflow: options.workflow.name,
  });
}

/** Dive and task stand in the overview before anything else is done, so that no crash loses them. */
function writeOverview(store: Store, options: PrepareOptions): void {
  const { state } = store;
  if (state.iteration > 0 || readNotebook(store.paths).kind !== "missing") {
    return;
  }
  createNotebook(
    store.paths,
    newOverview({
      name: state.name ?? sessionName(store),
      started: textStamp(options.now()),
      workingDir: expectedWorktree(store, options),
      task: goalText({
        task: options.task ?? state.task,
        dive: options.dive ?? state.dive,
      }),
      phase: "init",
      lastAction: "Session created",
      next: "Prepare the worktree",
    }),
  );
}
