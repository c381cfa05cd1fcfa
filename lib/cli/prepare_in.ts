/**
 * Prepares a session's folder and worktree as a run does before its first iteration.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { prepareSession } from "../engine/prepare.ts";
import { sessionPaths } from "../session/paths.ts";
import { openStore } from "../session/store.ts";
import { childEnvironment } from "../system/child_env.ts";
import { systemClock } from "../system/clock.ts";
import { realPath } from "../system/files.ts";
import { runShell } from "../system/run_command.ts";
import type { Terminal } from "../system/terminal.ts";
import { createTrees } from "../system/tree.ts";
import { redactor } from "../workflow/redact.ts";
import type { LoadedWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";
import { VERSION } from "./version.ts";

/** What a session is prepared with. */
export interface PrepareSpec {
  readonly config: Config;
  readonly loaded: LoadedWorkflow;
  readonly task: string | null;
  readonly dive: string | null;
}

/** With whose help it is prepared. */
export interface PrepareHelp {
  /** Id of the run; `null`: there is none. */
  readonly run: string | null;
  readonly stop: AbortSignal;
  readonly terminal: Pick<Terminal, "env">;
  readonly say: (text: string) => void;
}

/** A check or a setup command may take this long. */
export const COMMAND_LIMIT_MS = 30 * 60_000;

/**
 * Prepares the session whose real folder is given; the caller holds its lease. Returns the real working folder.
 *
 * @throws {UserError} when something stands in the way.
 */
export async function prepareIn(
  folder: string,
  { config, loaded, task, dive }: PrepareSpec,
  { run, stop, terminal, say }: PrepareHelp,
): Promise<string> {
  const redact = redactor(config.secrets);
  const store = await openStore(sessionPaths(folder), {
    clock: systemClock,
    run,
    redact,
    repair: true,
    version: VERSION,
  });
  if (store.repaired !== null) say(store.repaired);
  const workingDir = await prepareSession(store, {
    workflow: loaded.workflow,
    task,
    dive,
    mainRepo: config.mainRepo,
    worktrees: config.worktrees,
    branchPrefix: config.branchPrefix,
    setup: config.setup,
    now,
    stop,
    say,
    runSetup: async (command, { cwd, log }) => {
      const trees = createTrees({ clock: systemClock });
      try {
        const ran = await runShell(command, {
          trees,
          clock: systemClock,
          cwd,
          log,
          env: childEnvironment(terminal.env, { drop: config.envFileNames }),
          timeoutMs: COMMAND_LIMIT_MS,
          stop,
        });
        return { ...ran, tail: redact(ran.tail) };
      } finally {
        await trees.close();
      }
    },
  });
  return realPath(workingDir);
}
