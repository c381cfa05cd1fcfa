/**
 * A run from lease to stop reason: the supervisor's part.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { basename } from "@std/path";
import {
  type EngineInput,
  interruptReason,
  type StopReport,
} from "../engine/input.ts";
import { UserError } from "../errors.ts";
import { takeLease } from "../session/lease.ts";
import { sessionPaths } from "../session/paths.ts";
import { systemClock } from "../system/clock.ts";
import { keepAwake } from "../system/awake.ts";
import { makeFolder, realPath } from "../system/files.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import { startTimeOf } from "../system/process_table.ts";
import { hostName, ownPid } from "../system/self.ts";
import { createSupervisor } from "../system/supervisor.ts";
import type { Terminal } from "../system/terminal.ts";
import type { RunLimits } from "../workflow/may_run.ts";
import { stopCode } from "../workflow/row.ts";
import { isoStamp } from "../workflow/timestamps.ts";
import type { LoadedWorkflow } from "./load_workflow.ts";
import { retryOnEnter } from "./enter_retry.ts";
import { now } from "./own_clock.ts";
import { COMMAND_LIMIT_MS, prepareIn } from "./prepare_in.ts";
import { programVersions, untriedVersions } from "./program_version.ts";
import { engineProviders, type Programs } from "./programs.ts";
import { runInRoom } from "./room.ts";
import type { RunOutput } from "./run_output.ts";
import { VERSION } from "./version.ts";

/** What a run does, beside the configuration. */
export interface RunSpec {
  readonly config: Config;
  /** Folder of the session; made when it is not there. */
  readonly folder: string;
  readonly loaded: LoadedWorkflow;
  readonly programs: Programs;
  readonly task: string | null;
  readonly dive: string | null;
  readonly limits: RunLimits;
  readonly stay: boolean;
  readonly autoApprove: boolean;
  readonly acceptSuggestions: boolean;
  /** Whether the machine may fall asleep meanwhile. */
  readonly allowSleep: boolean;
}

/** Below this much free disk no iteration begins. */
const MIN_FREE_BYTES = 200 << 20;

/** Runs a session until something stops it. */
export async function runSession(
  spec: RunSpec,
  { terminal, output }: {
    readonly terminal: Terminal;
    readonly output: RunOutput;
  },
): Promise<StopReport> {
  const { config } = spec;
  makeFolder(config.sessions);
  makeFolder(spec.folder);
  const folder = realPath(spec.folder);
  const paths = sessionPaths(folder);
  const run = {
    id: crypto.randomUUID(),
    pid: ownPid(),
    startTime: await startTimeOf(ownPid()) ?? "",
    version: VERSION,
  };
  const interrupts = listenForInterrupts((by) =>
    output.tell({
      event: "interrupted",
      level: "warn",
      text: by === "interrupt"
        ? "Interrupted: stopping the provider; once more kills it"
        : `Stopping (${by})`,
    })
  );
  const lease = await takeLease(paths, {
    pid: run.pid,
    startTime: run.startTime,
    run: run.id,
    host: hostName(),
    since: isoStamp(now()),
    version: VERSION,
  }, systemClock);
  const awake = spec.allowSleep
    ? null
    : keepAwake({ env: terminal.env, pid: run.pid });
  const enter = retryOnEnter(folder, {
    terminal,
    config,
    run: run.id,
    say: (text) => output.tell({ event: "enter", level: "info", text }),
  });
  const over = new AbortController();
  const asked = programVersions(spec.programs, {
    env: terminal.env,
    dropEnv: config.envFileNames,
    stop: AbortSignal.any([over.signal, interrupts.stop]),
  });
  try {
    output.openLog(paths.log);
    const workingDir = await prepareIn(folder, spec, {
      run: run.id,
      stop: interrupts.stop,
      terminal,
      say: (text) => output.tell({ event: "prepare", level: "info", text }),
    });
    const versions = await asked;
    for (const text of untriedVersions(versions)) {
      output.tell({ event: "version", level: "warn", text });
    }
    const supervisor = createSupervisor({
      sessionDir: folder,
      workingDir,
      programs: spec.programs,
      environment: terminal.env,
      hiddenNames: config.envFileNames,
      checks: config.checks,
      checkTimeoutMs: COMMAND_LIMIT_MS,
      setup: config.setup,
      telegram: config.telegram,
      notifyCommand: config.notifyCommand,
      interrupts,
      tell: (told) => {
        output.tell(told);
        enter.heard(told);
      },
      live: (live) => output.live(live),
      clock: systemClock,
      termGraceMs: config.clocks.killGraceMs,
    });
    try {
      return await runInRoom(
        engineInput(spec, { folder, run, versions }),
        { host: supervisor, folders: [folder, workingDir] },
      );
    } finally {
      await supervisor.close();
    }
  } catch (error) {
    const by = interrupts.current();
    if (by === null || !(error instanceof UserError)) throw error;
    const reason = interruptReason(by);
    return {
      reason,
      code: stopCode(reason),
      text: error.message,
      next: `samocode run ${basename(folder)}`,
    };
  } finally {
    over.abort();
    await Promise.all([asked, enter.close(), awake?.close()]);
    interrupts.close();
    lease.release();
    output.close();
  }
}

/** What the engine gets to know of a run. */
export function engineInput(
  spec: RunSpec,
  { folder, run, versions = {} }: {
    readonly folder: string;
    readonly run: EngineInput["run"];
    /** Of the provider programs, as far as they are known. */
    readonly versions?: Readonly<Record<string, string>>;
  },
): EngineInput {
  const { config, loaded } = spec;
  return {
    session: folder,
    mainRepo: config.mainRepo,
    skills: loaded.skills,
    workflow: loaded.workflow,
    providers: engineProviders(config, versions),
    defaultProfile: config.defaultProfile,
    workflowOverrides: config.workflowOverrides,
    maxAttempts: config.maxAttempts,
    retryDelayMs: config.retryDelayMs,
    clocks: config.clocks,
    checks: config.checks,
    testChanges: config.testChanges,
    limits: spec.limits,
    stay: spec.stay,
    autoApprove: spec.autoApprove,
    acceptSuggestions: spec.acceptSuggestions,
    sandbox: config.sandbox,
    secrets: config.secrets,
    minFreeBytes: MIN_FREE_BYTES,
    run,
  };
}
