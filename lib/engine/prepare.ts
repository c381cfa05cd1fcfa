/**
 * Preparing a session before its first iteration: the host's work, not a model's. Each step looks first whether it is done.
 *
 * Works in the supervisor's room; the caller holds the lease.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { adoptPredecessor } from "../session/adopt.ts";
import { flowLine, sessionName } from "../session/gates.ts";
import { makeLogFolder } from "../session/log_folder.ts";
import { missingOverview } from "../session/missing_overview.ts";
import { createNotebook, readNotebook } from "../session/notebook.ts";
import { newOverview } from "../session/overview_edit.ts";
import type { Store } from "../session/store.ts";
import type { CheckRun } from "../system/host.ts";
import { makeFolder } from "../system/files.ts";
import { prepareWorktree } from "../system/worktree.ts";
import { branchAt } from "../system/worktree_list.ts";
import { goalText } from "../workflow/goal_text.ts";
import { branchName, undatedName } from "../workflow/names.ts";
import type { RowBodies } from "../workflow/row.ts";
import type { Workflow } from "../workflow/table.ts";
import { logStamp, type Moment, textStamp } from "../workflow/timestamps.ts";
import {
  expectedWorktree,
  isWorktree,
  knownWorkingDir,
  oldWorkingDir,
  type Places,
} from "./working_dir.ts";

/** What a session is prepared with. */
export interface PrepareOptions extends Places {
  readonly workflow: Workflow;
  readonly task: string | null;
  readonly dive: string | null;
  readonly branchPrefix: string | null;
  readonly setup: string | null;
  readonly now: () => Moment;
  /** Aborted when the run is interrupted. */
  readonly stop: AbortSignal;
  /** Runs the setup command in the worktree, its output in a log. */
  readonly runSetup: (
    command: string,
    at: { readonly cwd: string; readonly log: string },
  ) => Promise<CheckRun>;
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
  return store.state.workingDir === null
    ? await makeReady(store, options)
    : knownWorkingDir(store, options) ?? await makeReady(store, options);
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

async function makeReady(
  store: Store,
  options: PrepareOptions,
): Promise<string> {
  const { state } = store;
  const phase = state.phase === "init"
    ? options.workflow.start
    : state.phase ?? options.workflow.start;
  if (state.takenOver && state.phase !== "init") {
    const workingDir = oldWorkingDir(store, options);
    const branch = workingDir !== options.mainRepo && isWorktree(workingDir)
      ? await branchAt(options.mainRepo, workingDir)
      : null;
    await store.append(readyRow({ workingDir, phase, branch }));
    return workingDir;
  }
  const path = expectedWorktree(store, options);
  const branch = state.branch ??
    branchName(sessionName(store), options.branchPrefix);
  makeFolder(options.worktrees);
  const made = await prepareWorktree({
    mainRepo: options.mainRepo,
    path,
    branch,
    fetch: true,
    stop: options.stop,
  });
  const workingDir = made.kind === "plain" ? options.mainRepo : path;
  if (made.kind === "plain") {
    options.say(
      `${options.mainRepo} is a plain folder: work is done in it, without a worktree`,
    );
  } else {
    for (const note of made.notes) options.say(note);
    options.say(
      `Worktree ${path} on branch ${branch}${
        made.attached ? "" : ` from ${made.baseName}`
      }`,
    );
  }
  const setup = await runSetup(store, { options, workingDir });
  const moment = options.now();
  await store.commit(({ state }) => ({
    row: readyRow({
      workingDir,
      phase,
      base: made.kind === "plain" ? null : made.base,
      branch: made.kind === "plain" ? null : branch,
      setup,
    }),
    edit: {
      fields: {
        "Phase": phase,
        "Iteration": String(state.iteration),
        "Total Iterations": String(state.iteration),
        "Blocked": "no",
        "Last Action": "Session prepared",
        "Next": `Begin ${phase}`,
      },
      flow: flowLine(state, {
        moment,
        text: `Session prepared; phase ${phase}`,
        tag: "init",
      }),
    },
  }));
  return workingDir;
}

function readyRow(
  body:
    & Pick<RowBodies["worktree-ready"], "workingDir" | "phase">
    & Partial<RowBodies["worktree-ready"]>,
) {
  return {
    kind: "worktree-ready" as const,
    base: null,
    branch: null,
    setup: null,
    change: null,
    ...body,
  };
}

async function runSetup(
  store: Store,
  { options, workingDir }: {
    readonly options: PrepareOptions;
    readonly workingDir: string;
  },
): Promise<RowBodies["worktree-ready"]["setup"]> {
  const command = options.setup;
  if (command === null) return null;
  options.say(`Setup: ${command}`);
  const log = join(store.paths.logs, `${logStamp(options.now())}-setup.log`);
  const run = await options.runSetup(command, { cwd: workingDir, log });
  if (run.exitCode !== 0) {
    throw new UserError(
      `Cannot prepare "${sessionName(store)}": the setup command ${
        run.timedOut ? "took too long" : `ended with ${run.exitCode}`
      }`,
      {
        details: [command, ...run.tail.trimEnd().split("\n").slice(-5)],
        hint: `mend it and run again; its output is in "${log}"`,
      },
    );
  }
  return { command, exitCode: 0, durationMs: run.durationMs };
}
