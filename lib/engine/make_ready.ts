/**
 * Making the working folder of a session ready: worktree, setup command, row.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { flowLine, sessionName } from "../session/gates.ts";
import type { Store } from "../session/store.ts";
import { makeFolder } from "../system/files.ts";
import type { CheckRun } from "../system/host.ts";
import { prepareWorktree } from "../system/worktree.ts";
import { foundStart } from "../system/worktree_base.ts";
import { branchAt } from "../system/worktree_list.ts";
import { branchName } from "../workflow/names.ts";
import type { RowBodies } from "../workflow/row.ts";
import type { Workflow } from "../workflow/table.ts";
import { logStamp, type Moment } from "../workflow/timestamps.ts";
import {
  expectedWorktree,
  isWorktree,
  oldWorkingDir,
  type Places,
} from "./working_dir.ts";

/** What a working folder is made ready with. */
export interface ReadyOptions extends Places {
  readonly workflow: Workflow;
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
 * Makes worktree and setup, and journals that the session is ready; returns its working folder.
 *
 * @throws {UserError} when git or the setup command fails; nothing is journaled then.
 */
export async function makeReady(
  store: Store,
  options: ReadyOptions,
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
    const start = branch === null
      ? {}
      : await foundStart(options.mainRepo, { workingDir, branch });
    await store.append(readyRow({ workingDir, phase, branch, ...start }));
    return workingDir;
  }
  const path = expectedWorktree(store, options);
  // The predecessor may have begun, and called the branch otherwise.
  const begun = state.takenOver ? await branchAt(options.mainRepo, path) : null;
  const branch = state.branch ?? begun ??
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
      ...(made.kind === "plain"
        ? {}
        : { base: made.base, baseName: made.baseName, branch }),
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
    readonly options: ReadyOptions;
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
        details: [
          command,
          ...run.tail.split("\n").filter((line) => line.trim() !== "").slice(
            -5,
          ),
        ],
        hint: `mend it and run again; its output is in "${log}"`,
      },
    );
  }
  return { command, exitCode: 0, durationMs: run.durationMs };
}
