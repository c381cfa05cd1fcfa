/**
 * Taking over a session of the predecessor, which has no journal.
 *
 * @module
 */

import { basename } from "@std/path";
import { listFolder, lstatOrNull, readFile } from "../system/files.ts";
import { undatedName } from "../workflow/names.ts";
import type { RowBodies } from "../workflow/row.ts";
import { parseSignal, type Signal } from "../workflow/signal.ts";
import type { Phase, Workflow } from "../workflow/table.ts";
import { type History, readHistory } from "./history.ts";
import { readNotebook } from "./notebook.ts";
import { type OverviewReading, readOverview } from "./overview.ts";
import type { SessionPaths } from "./paths.ts";
import { type ActivePlan, readActivePlan } from "./plan_file.ts";
import { readSignalFile } from "./signal_file.ts";

/** What {@linkcode readPredecessor} found. */
export type TakeOver =
  | {
    readonly kind: "taken";
    /** Body of the row `taken-over`. */
    readonly body: RowBodies["taken-over"];
    /** What a person should know, one sentence each. */
    readonly notes: readonly string[];
  }
  /** The session cannot be gone on with as it is: stop, and never begin a new one in its place. */
  | {
    readonly kind: "problem";
    /** Goes on after a colon. */
    readonly reason: string;
    readonly hint: string;
  };

const MAX_HISTORY_BYTES = 64 << 20;
const WAITS = /^waiting_human\b/i;

/**
 * Reads what the predecessor left: counters, phase, what it waits for, why it is blocked, whether it is done. Changes nothing.
 *
 * Nothing is guessed: what cannot be read is a note, and a session without a readable phase is a problem.
 */
export async function readPredecessor(
  paths: SessionPaths,
  { workflow }: { readonly workflow: Workflow },
): Promise<TakeOver> {
  if (hasPrompts(paths)) {
    const reason = "it is none of the predecessor, and its journal is missing";
    return { kind: "problem", reason, hint: `put "${paths.journal}" back` };
  }
  const notebook = readNotebook(paths);
  if (notebook.kind !== "text") {
    const reason = notebook.kind === "missing"
      ? "its overview is missing"
      : `its overview cannot be read: ${notebook.reason}`;
    return { kind: "problem", reason, hint: `put "${paths.overview}" back` };
  }
  const overview = readOverview(notebook.text);
  if (overview.phase === null) {
    const reason = "its overview tells no phase";
    const hint = `set "Phase:" under "## Status" in "${paths.overview}"`;
    return { kind: "problem", reason, hint };
  }
  const notes = [...overview.problems];
  const history = historyOf(paths, notes);
  const phase = overview.phase.toLowerCase();
  const known = Object.hasOwn(workflow.phases, phase)
    ? workflow.phases[phase]
    : undefined;
  if (known === undefined && phase !== "init") {
    notes.push(`the workflow "${workflow.name}" knows no phase "${phase}"`);
  }
  const signal = signalOf(paths, notes);
  const plan = await readActivePlan(paths, notebook.text);
  const blocked = blockedBy(overview, signal);
  const reason = blocked === null
    ? waitsFor(overview, { phase: known, signal, plan })
    : null;
  if (reason === null && WAITS.test(overview.blocked ?? "")) {
    notes.push('"Blocked" is "waiting_human", and nothing is asked');
  }
  const finished = known?.final === true && signal?.status === "done" &&
    blocked === null;
  const cameFrom = history.visited.at(-1) === phase
    ? history.visited.at(-2)
    : history.visited.at(-1);
  const shown = reason !== null && reason === known?.gate?.reason ? plan : null;
  return {
    kind: "taken",
    body: {
      name: undatedName(basename(paths.folder)),
      phase,
      ...(cameFrom === undefined ? {} : { cameFrom }),
      iterations: iterationsOf(overview, history),
      phaseIterations: history.phaseIterations,
      workflow: workflow.name,
      waiting: reason === null ? null : {
        reason,
        planHash: shown?.hash ?? null,
        plan: shown?.file ?? null,
      },
      blocked,
      ...(finished ? { finished } : {}),
      overview: notebook.hash,
    },
    notes,
  };
}

/** Prompts are left by us only: without its journal nobody can tell any more what a person approved. */
function hasPrompts({ logs }: SessionPaths): boolean {
  return lstatOrNull(logs)?.isDirectory === true &&
    listFolder(logs).some(({ name }) => name.endsWith(".prompt.md"));
}

/** The larger of the overview's counters; the record's only where there is none, since it may have gaps. */
function iterationsOf(
  { iteration, totalIterations }: OverviewReading,
  history: History,
): number {
  return iteration === null && totalIterations === null
    ? history.iterations
    : Math.max(iteration ?? 0, totalIterations ?? 0);
}

function historyOf(paths: SessionPaths, notes: string[]): History {
  const reading = readFile(paths.history, MAX_HISTORY_BYTES);
  if (reading.kind === "refused") {
    notes.push(`"${basename(paths.history)}" is not read: ${reading.reason}`);
  }
  const history = readHistory(reading.kind === "text" ? reading.text : "");
  if (history.broken > 0) {
    const lines = history.broken === 1 ? "line is" : "lines are";
    const file = basename(paths.history);
    notes.push(`${history.broken} ${lines} not readable in "${file}"`);
  }
  return history;
}

function signalOf(paths: SessionPaths, notes: string[]): Signal | null {
  const text = readSignalFile(paths);
  if (typeof text === "object") {
    notes.push(`"${basename(paths.signal)}" is not read: ${text.refused}`);
    return null;
  }
  const reading = parseSignal(text, { token: null });
  if (reading.kind === "valid") return reading.signal;
  if (reading.kind !== "missing") notes.push(reading.reason);
  return null;
}

function blockedBy(
  { blocked, lastAction }: OverviewReading,
  signal: Signal | null,
): RowBodies["taken-over"]["blocked"] {
  if (blocked === null || /^(no|waiting_human)\b/i.test(blocked)) return null;
  const told = signal?.status === "blocked" ? signal : null;
  const word = /^(yes|workflow_error)$/i.test(blocked) ? null : blocked;
  return {
    reason: told?.reason ?? word ?? lastAction ?? "the overview says so",
    needs: told?.needs ?? null,
  };
}

/** What the session waits for; `null`: it does not. */
function waitsFor(
  { blocked, next }: OverviewReading,
  { phase, signal, plan }: {
    readonly phase: Phase | undefined;
    readonly signal: Signal | null;
    readonly plan: ActivePlan | null;
  },
): string | null {
  if (phase === undefined) return null;
  const asked = signal?.status === "waiting" &&
      (signal.phase === undefined || signal.phase === phase.name)
    ? signal.for?.trim().toLowerCase()
    : undefined;
  if (asked !== undefined && phase.waits.includes(asked)) return asked;
  const waits = WAITS.test(blocked ?? "");
  if (phase.gate?.reason === "plan_approval") {
    const awaits = /^await plan approval\.?$/i.test(next ?? "");
    return waits && plan !== null || awaits ? phase.gate.reason : null;
  }
  // Only one thing can be meant.
  return waits && phase.waits.length === 1 ? phase.waits[0]! : null;
}
