/**
 * `samocode run`: works on a session until it is done or a person is needed.
 *
 * @module
 */

import { join } from "@std/path";
import type { Config } from "../config/config.ts";
import { adapterOf } from "../provider/adapters.ts";
import type { StopReport } from "../engine/input.ts";
import { UsageError } from "../errors.ts";
import { newSessionFolder, resolveSession } from "../session/resolve.ts";
import { isFolder, lstatOrNull, realPath } from "../system/files.ts";
import { readPersonFile } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { nameProblem, sessionSlug, taskSlug } from "../workflow/names.ts";
import { redactor } from "../workflow/redact.ts";
import { emptyState } from "../workflow/state.ts";
import { findSession, readState, sessionWord } from "./find_session.ts";
import { noteProject } from "./known_projects.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { now } from "./own_clock.ts";
import { preview } from "./preview.ts";
import { findPrograms } from "./programs.ts";
import { loadProject } from "./project.ts";
import { reopenFinished } from "./reopen_finished.ts";
import { runOutput } from "./run_output.ts";
import { runSession, type RunSpec } from "./run_session.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { config, warnings } = await loadProject(terminal, {
    config: text(call, "config"),
    flags: {
      provider: text(call, "provider"),
      timeout: text(call, "timeout"),
      workflow: text(call, "workflow"),
      maxIterations: text(call, "max-iterations"),
      maxHours: text(call, "max-hours"),
      maxUsd: text(call, "max-usd"),
    },
  });
  const task = await taskOf(call, terminal);
  const dive = text(call, "dive") ?? null;
  const target = await targetOf(call, { terminal, config, task, dive });
  const state = target.isNew ? emptyState : await readState(target.folder);
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
  const hours = config.limits.maxHours;
  const spec: RunSpec = {
    config,
    folder: target.folder,
    loaded,
    programs: findPrograms(config, terminal),
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
  };
  for (const warning of warnings) terminal.err(`samocode: ${warning}`);
  if (on(call, "dry-run") || on(call, "print-prompt")) {
    return await preview(spec, {
      terminal,
      state,
      promptOnly: on(call, "print-prompt"),
    });
  }
  noteProject(terminal, config.file);
  if (!target.isNew && task !== null) {
    await reopenFinished({ folder: target.folder, config, loaded, task });
  }
  const output = runOutput(terminal, {
    json: on(call, "json"),
    quiet: on(call, "quiet"),
    verbose: on(call, "verbose"),
    redact: redactor(config.secrets),
  });
  const report = await runSession(spec, { terminal, output });
  output.last(lastLine(report));
  return report.code;
}

/** A money limit that nobody can hold is none. */
function refuseBlindLimit({ limits, providers }: Config): void {
  const blind = providers.filter((name) =>
    adapterOf(name)?.reportsCost === false
  );
  if (limits.maxUsd === null || blind.length === 0) return;
  throw new UsageError(
    `Cannot limit the money: "${blind.join('", "')}" reports no cost`,
    { hint: "--max-iterations or --max-hours" },
  );
}

/** The line that programs read: `samocode: <stop reason> next: <command>`. */
export function lastLine({ reason, next }: StopReport): string {
  return `samocode: ${reason} next: ${next ?? "nothing"}`;
}

async function taskOf(call: Call, terminal: Terminal): Promise<string | null> {
  const words = text(call, "task");
  const file = text(call, "task-file");
  if (words !== undefined && file !== undefined) {
    throw new UsageError('Cannot take two tasks: "--task" and "--task-file"');
  }
  if (words !== undefined) return words === "-" ? await piped(terminal) : words;
  if (file === undefined) return null;
  if (file === "-") return await piped(terminal);
  const path = file.startsWith("/") ? file : join(terminal.cwd, file);
  const reading = await readPersonFile(path);
  if (reading.kind !== "text") {
    throw new UsageError(
      `Cannot read the task from "${path}": ${
        reading.kind === "missing" ? "there is no such file" : reading.reason
      }`,
    );
  }
  return notEmpty(reading.text, path);
}

async function piped(terminal: Terminal): Promise<string> {
  return notEmpty(await terminal.readAll(), "standard input");
}

function notEmpty(task: string, from: string): string {
  if (task.trim() === "") {
    throw new UsageError(`Cannot take the task from ${from}: it is empty`);
  }
  return task.trim();
}

interface Target {
  readonly folder: string;
  readonly isNew: boolean;
}

async function targetOf(
  call: Call,
  { terminal, config, task, dive }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly task: string | null;
    readonly dive: string | null;
  },
): Promise<Target> {
  const word = sessionWord(call);
  const mayMake = task !== null || dive !== null || on(call, "new");
  if (!mayMake) {
    return {
      folder: await findSession(word, { terminal, config }),
      isNew: false,
    };
  }
  const name = word ?? taskSlug(task ?? dive ?? "session");
  if (word !== undefined) {
    const there = resolveSession(config.sessions, word, {
      cwd: terminal.cwd,
      parts: false,
    });
    if (there.kind === "found") return { folder: there.folder, isNew: false };
    if (there.kind === "refused") refuse(word, there.reason);
  }
  const problem = nameProblem(sessionSlug(name));
  if (problem !== null) refuse(name, problem);
  return { folder: freeFolder(config, name), isNew: true };
}

function refuse(name: string, reason: string): never {
  throw new UsageError(
    `Cannot use "${name}" as a session name: ${reason}`,
    { hint: 'samocode run NAME --task "…"' },
  );
}

/** A folder for a new session; a number is added when the name of a task is taken. */
function freeFolder(config: Config, name: string): string {
  const sessions = isFolder(config.sessions)
    ? realPath(config.sessions)
    : config.sessions;
  for (let count = 1;; count++) {
    const folder = newSessionFolder(
      sessions,
      count === 1 ? name : `${name}-${count}`,
      now(),
    );
    if (lstatOrNull(folder) === null) return folder;
  }
}
