/**
 * Runs checks of a session by hand, and journals them when no run works on it.
 *
 * @module
 */

import { join } from "@std/path";
import type { CheckConfig, Config } from "../../config/config.ts";
import { leaseHeld } from "../../session/lease.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { childEnvironment } from "../../system/child_env.ts";
import { systemClock } from "../../system/clock.ts";
import { lstatOrNull, makeFolder } from "../../system/files.ts";
import { treeFacts } from "../../system/git_facts.ts";
import { runShell } from "../../system/run_command.ts";
import { inside } from "../../system/scope.ts";
import { createTrees } from "../../system/tree.ts";
import { type CheckRow, checkRow } from "../../workflow/check_row.ts";
import { logStamp } from "../../workflow/timestamps.ts";
import { openForWriting } from "../open_session.ts";
import { now } from "../own_clock.ts";
import { COMMAND_LIMIT_MS } from "../prepare_in.ts";

/** A check that was run, and what it was run on. */
export interface Receipt extends
  Pick<
    CheckRow,
    | "name"
    | "command"
    | "green"
    | "exitCode"
    | "durationMs"
    | "log"
    | "head"
    | "tree"
  > {
  readonly dirty: boolean;
  /** Whether the journal has it. */
  readonly journaled: boolean;
  /** The end of its output. */
  readonly tail: string;
}

/** What checks are run with. */
export interface ByHandOptions {
  readonly paths: SessionPaths;
  readonly config: Config;
  readonly checks: readonly CheckConfig[];
  /** Real path. */
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether what comes of them may be journaled. */
  readonly journals: boolean;
  /** Aborted: the check is ended, and no further one begins. */
  readonly stop: AbortSignal;
  /** Gets each receipt when it is there. */
  readonly onReceipt: (receipt: Receipt) => void;
}

/** Runs the checks one after the other, whatever comes of them. */
export async function checkByHand(options: ByHandOptions): Promise<void> {
  const { paths, config, checks, workingDir, env, stop } = options;
  makeFolder(paths.logs, 0o700);
  const trees = createTrees({ clock: systemClock });
  try {
    for (const check of checks) {
      const facts = await treeFacts(workingDir);
      const log = freeName(paths, `${logStamp(now())}-check-${check.name}`);
      const run = await runShell(check.command, {
        trees,
        clock: systemClock,
        cwd: workingDir,
        env: childEnvironment(env, { drop: config.envFileNames }),
        log: inside(paths.folder, join(paths.logs, log)),
        timeoutMs: COMMAND_LIMIT_MS,
        stop,
      });
      // What was interrupted shows nothing.
      if (stop.aborted) return;
      const row = { ...checkRow(check, { log, run, facts }), run: null };
      options.onReceipt({
        ...row,
        dirty: facts.dirty,
        tail: run.tail,
        journaled: await journal(row, options),
      });
    }
  } finally {
    await trees.close();
  }
}

/** Journals a row, unless a run holds the session: its journal is its own meanwhile. */
async function journal(
  row: CheckRow,
  { paths, config, journals }: ByHandOptions,
): Promise<boolean> {
  if (!journals || lstatOrNull(paths.journal) === null) return false;
  if (await leaseHeld(paths, systemClock)) return false;
  const store = await openForWriting(paths.folder, config);
  return await store.commit(async () =>
    await leaseHeld(paths, systemClock) ? null : { row }
  ) !== null;
}

/** A log is never written over: the journal has its hash. */
function freeName({ logs }: SessionPaths, base: string): string {
  for (let count = 1;; count++) {
    const name = `${base}${count === 1 ? "" : `-${count}`}.log`;
    if (lstatOrNull(join(logs, name)) === null) return name;
  }
}
