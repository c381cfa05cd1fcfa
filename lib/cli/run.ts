/**
 * `samocode run`: works on a session until it is done or a person is needed.
 *
 * @module
 */

import type { StopReport } from "../engine/input.ts";
import { UsageError } from "../errors.ts";
import { refuseHeld } from "../session/lease.ts";
import { sessionPaths } from "../session/paths.ts";
import { systemClock } from "../system/clock.ts";
import { lastingTerminal } from "../system/lasting_terminal.ts";
import type { Terminal } from "../system/terminal.ts";
import { redactor } from "../workflow/redact.ts";
import { emptyState } from "../workflow/state.ts";
import { refuseBlindLimit } from "./blind_limit.ts";
import { loadForRun, withChosenProviders } from "./chosen_provider.ts";
import { detachRun, mustBeDetachable } from "./detach.ts";
import { placeFlag } from "./look/place.ts";
import { glanceState, readState } from "./open_session.ts";
import { noteProject } from "./known_projects.ts";
import { isolated } from "./isolated.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { preview } from "./preview.ts";
import { previewNoSession } from "./preview_config.ts";
import { findPrograms } from "./programs.ts";
import { reopenFinished } from "./reopen_finished.ts";
import { runOutput } from "./run_output.ts";
import { runSession } from "./run_session.ts";
import type { RunSpec } from "./run_spec.ts";
import { targetOf, taskOf } from "./run_target.ts";
import { sayAsked } from "./say_asked.ts";
import { writeStepSummary } from "./step_summary.ts";
import { type Call, on, text } from "./subcommand.ts";
import { refuseUnknownProfiles } from "./unknown_profiles.ts";

const DEMO =
  "demo: a scripted provider that always builds the same small program";

/** Runs the subcommand: to its end, whether anybody is there to read what it prints or not. */
export async function run(call: Call, whose: Terminal): Promise<number> {
  const terminal = lastingTerminal(whose);
  if (on(call, "detach")) mustBeDetachable(call);
  const { config: written, warnings } = await loadForRun(call, { terminal });
  if (
    on(call, "dry-run") && previewNoSession(call, { terminal, config: written })
  ) return 0;
  const task = await taskOf(call, terminal);
  const dive = text(call, "dive") ?? null;
  const target = await targetOf(call, {
    terminal,
    config: written,
    task,
    dive,
  });
  const looks = on(call, "dry-run") || on(call, "print-prompt");
  if (!target.isNew && !looks) {
    await refuseHeld(sessionPaths(target.folder), systemClock);
  }
  const state = target.isNew
    ? emptyState
    : looks
    ? await readState(target.folder)
    : await glanceState(target.folder);
  const chosen = await withChosenProviders(call, {
    terminal,
    config: written,
    state,
    folder: target.folder,
  });
  const config = on(call, "isolated") ? isolated(chosen) : chosen;
  const loaded = await loadWorkflow(
    text(call, "workflow") === undefined
      ? state.workflow ?? config.workflow
      : config.workflow,
  );
  const until = text(call, "until")?.toLowerCase() ?? null;
  if (until !== null && !Object.hasOwn(loaded.workflow.phases, until)) {
    throw new UsageError(
      `Cannot run until "${until}": the workflow has no such phase`,
      { hint: Object.keys(loaded.workflow.phases).join(", ") },
    );
  }
  refuseBlindLimit(config);
  await refuseUnknownProfiles(config, loaded.workflow);
  const hours = config.limits.maxHours;
  const spec: RunSpec = {
    config,
    folder: target.folder,
    loaded,
    programs: findPrograms(config, terminal),
    providersChosen: text(call, "provider") !== undefined ||
      state.chosenProviders !== null,
    task,
    dive,
    limits: {
      maxIterations: config.limits.maxIterations,
      maxMs: hours === null ? null : hours * 3_600_000,
      maxUsd: config.limits.maxUsd,
      once: on(call, "once"),
      until,
    },
    stay: on(call, "stay"),
    autoApprove: on(call, "auto-approve"),
    acceptSuggestions: on(call, "accept-suggestions"),
    allowSleep: on(call, "allow-sleep"),
  };
  for (const warning of warnings) terminal.err(`samocode: ${warning}`);
  if (state.workflow !== null && state.workflow !== loaded.workflow.name) {
    terminal.err(
      `samocode: the session began with the workflow "${state.workflow}"; this run alone goes by "${loaded.workflow.name}"`,
    );
  }
  if (looks) {
    return await preview(spec, {
      terminal,
      state,
      promptOnly: on(call, "print-prompt"),
    });
  }
  if (on(call, "detach")) {
    const { folder } = target;
    return await detachRun(call, { terminal, config, folder, task });
  }
  noteProject(terminal, config.file);
  const output = runOutput(terminal, {
    json: on(call, "json"),
    quiet: on(call, "quiet"),
    verbose: on(call, "verbose"),
    redact: redactor(config.secrets),
  });
  if (config.providers.includes("demo")) {
    output.tell({ event: "demo", level: "info", text: DEMO });
  }
  if (!target.isNew) {
    await reopenFinished({
      folder: target.folder,
      config,
      loaded,
      goal: { task, dive },
      say: (text) => output.tell({ event: "prepare", level: "info", text }),
    });
  }
  const whole = terminal.errIsTerminal && !on(call, "quiet") &&
    !on(call, "json");
  const atGate = () =>
    sayAsked(target.folder, { terminal, config, output, whole });
  const report = await runSession(spec, { terminal, output, atGate });
  // Programs find the next command in the last object.
  if (report.reason === "waiting" && !on(call, "json")) await atGate();
  await writeStepSummary(report, { terminal, config, folder: target.folder });
  output.last(lastLine(report, placeFlag({ terminal, config })));
  return report.code;
}

/** The line that programs read: `samocode: <stop reason> next: <command>`; `place` ends the command, see {@linkcode placeFlag}. */
export function lastLine({ reason, next }: StopReport, place: string): string {
  const command = next === null ? "nothing" : `${next}${place}`;
  return `samocode: ${reason} next: ${command}`;
}
