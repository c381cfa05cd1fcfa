/**
 * A run from lease to stop reason: the supervisor's part.
 *
 * @module
 */

import { basename } from "@std/path";
import { interruptReason, type StopReport } from "../engine/input.ts";
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
import { shellWord } from "../workflow/shell_word.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import { isoStamp } from "../workflow/timestamps.ts";
import { engineInput } from "./engine_input.ts";
import { retryOnEnter } from "./enter_retry.ts";
import { tellLessons } from "./lessons/tell.ts";
import { placeFlag } from "./look/place.ts";
import { now } from "./own_clock.ts";
import { COMMAND_LIMIT_MS } from "./prepare_in.ts";
import { prepareRun } from "./prepare_run.ts";
import { programVersions, untriedVersions } from "./program_version.ts";
import { runInRoom } from "./room.ts";
import type { RunOutput } from "./run_output.ts";
import type { RunSpec } from "./run_spec.ts";
import { VERSION } from "./version.ts";

/** Runs a session until something stops it; `atGate` is called whenever the run stays at one. */
export async function runSession(
  spec: RunSpec,
  { terminal, output, atGate = () => Promise.resolve() }: {
    readonly terminal: Terminal;
    readonly output: RunOutput;
    readonly atGate?: () => Promise<void>;
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
        ? "Interrupted: stopping what runs; once more kills it"
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
  let saying = Promise.resolve();
  const over = new AbortController();
  const asked = programVersions(spec.programs, {
    env: terminal.env,
    dropEnv: config.envFileNames,
    stop: AbortSignal.any([over.signal, interrupts.stop]),
  });
  try {
    output.openLog(paths.log);
    const { workingDir, gone } = await prepareRun(folder, spec, {
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
        if (told.event === "staying") saying = saying.then(atGate);
      },
      live: (live) => output.live(live),
      clock: systemClock,
      termGraceMs: config.clocks.killGraceMs,
    });
    try {
      const report = await runInRoom(
        engineInput(spec, {
          folder,
          run,
          versions,
          gone,
          place: placeFlag({ terminal, config }),
        }),
        {
          host: supervisor,
          folders: gone === null ? [folder, workingDir] : [folder],
        },
      );
      if (report.reason === "done") {
        await tellLessons(folder, { config, terminal, tell: output.tell });
      }
      return report;
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
      next: `samocode run ${shellWord(basename(folder))}`,
    };
  } finally {
    over.abort();
    await Promise.all([saying, asked, enter.close(), awake?.close()]);
    interrupts.close();
    lease.release();
    output.close();
  }
}
