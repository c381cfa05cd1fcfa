/**
 * Everything there is to show of a session, gathered once.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { UserError } from "../../errors.ts";
import { blockedWord, hostDifferences } from "../../session/host_fields.ts";
import { keptTexts, keptWords } from "../../session/kept_texts.ts";
import { type OverviewReading, readOverview } from "../../session/overview.ts";
import { readActivePlan } from "../../session/plan_file.ts";
import { isFolder, lstatOrNull } from "../../system/files.ts";
import type { ProgressCommit } from "../../workflow/report.ts";
import { type Standing, standing } from "../../workflow/standing.ts";
import type { SessionState } from "../../workflow/state.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import { isToShip } from "../../workflow/to_ship.ts";
import type { Lessons } from "../lessons/look.ts";
import { newestCommits } from "./commits.ts";
import { gather, type Gathered } from "./gather.ts";
import { overviewText } from "./overview_text.ts";
import type { CommandLine } from "./place.ts";
import { type SignalView, signalView } from "./signal_view.ts";
import { workflowOf } from "./workflow_of.ts";
import { workingDirOf } from "./working_dir.ts";

/** A session as `status` and `wait` show it. */
export interface SessionView {
  readonly gathered: Gathered;
  readonly state: SessionState;
  readonly standing: Standing;
  readonly workerRunning: boolean;
  readonly workingDir: string;
  readonly phase: string | null;
  /** Iterations of the phase, the present one included. */
  readonly phaseIteration: number | null;
  readonly iteration: number | null;
  readonly totalIterations: number | null;
  /** Word of the field `Blocked`. */
  readonly blocked: string | null;
  readonly lastAction: string | null;
  readonly nextAction: string | null;
  readonly signal: SignalView;
  readonly qaPending: boolean;
  /** All lines of the flow log, oldest first. */
  readonly flow: readonly string[];
  readonly plan: { readonly ticked: number; readonly all: number } | null;
  /** Whether the plan gate was opened without a person. */
  readonly unread: boolean;
  /** The command that hands the work over; `null`: it is not finished, or was handed over as it is. */
  readonly handOver: string | null;
  /** Time of the run that goes on, without suspends; `null` when none does. */
  readonly elapsedMs: number | null;
  readonly commits: readonly ProgressCommit[];
  /** What it proposes that the next one should know; `null`: nothing, or it is not done. */
  readonly lessons: Lessons | null;
  /** The same in words, with what to type. */
  readonly lessonsLine: string | null;
  /** One sentence each. */
  readonly errors: readonly string[];
}

/** How a session is viewed. */
export interface ViewOptions {
  readonly config: Config;
  readonly now: Moment;
  readonly command: CommandLine;
  /** Most commits; with 0 git is not asked. */
  readonly commits: number;
}

/** Gathers everything about a session; disturbs nothing and writes nothing. */
export async function sessionView(
  folder: string,
  { config, now, command, commits: count }: ViewOptions,
): Promise<SessionView> {
  const workflow = workflowOf(config);
  const gathered = await gather(folder, {
    now,
    workflow,
    thorough: async () =>
      (await import("../adapter_finder.ts")).adapterFinder(config),
  });
  const { paths, journaled, evidence } = gathered;
  const { state } = evidence;
  // Git looks while we read.
  const early = state.workingDir === null || count === 0
    ? null
    : commitsIn(state.workingDir, { state, count });
  const errors = [...gathered.errors];
  const text = await overviewText(paths);
  if (text.problem !== null && (journaled || errors.length === 0)) {
    errors.push(text.problem);
  }
  const overview = text.text === null ? null : readOverview(text.text);
  if (overview !== null) {
    errors.push(...newIn(errors, overview.problems));
    errors.push(...edited(gathered, overview));
  }
  errors.push(...keptTexts(paths).map(keptWords));
  const signal = signalView(paths);
  const plan = await planProgress(gathered, { text: text.text, errors });
  const workingDir = workingDirOf(gathered, { overview, config });
  const { commits, problem } = count > 0
    ? await (early ?? commitsIn(workingDir, { state, count }))
    : { commits: [], problem: null };
  if (problem !== null) errors.push(problem);
  const { lessons, line } = state.finished
    ? await lessonsIn(gathered, { config, command })
    : { lessons: null, line: null };
  const waits = journaled ? state.waiting?.reason : signal.waitingFor;
  return {
    gathered,
    state,
    standing: standing(evidence, command),
    workerRunning: evidence.lease === "held",
    workingDir,
    phase: state.phase ?? overview?.phase?.toLowerCase() ?? null,
    phaseIteration: phaseIteration(state),
    iteration: journaled ? state.iteration : overview?.iteration ?? null,
    totalIterations: journaled
      ? state.iteration
      : overview?.totalIterations ?? null,
    blocked: journaled ? blockedWord(state) : overview?.blocked ?? null,
    lastAction: overview?.lastAction ?? null,
    nextAction: overview?.next ?? null,
    signal: journaled
      ? {
        status: signal.status,
        waitingFor: state.waiting?.reason ?? null,
        needs: state.blocked?.needs ?? signal.needs,
        reason: state.blocked?.reason ?? signal.reason,
      }
      : signal,
    qaPending: waits === "qa_answers" && lstatOrNull(paths.qa) !== null,
    flow: overview?.flow ?? [],
    plan,
    unread: state.approval?.channel === "auto",
    handOver: isToShip(state) ? command("ship") : null,
    elapsedMs: elapsedMs(gathered),
    commits,
    lessons,
    lessonsLine: line,
    errors,
  };
}

/** Only now what looks at patches is loaded. */
async function lessonsIn(
  gathered: Gathered,
  { config, command }: Pick<ViewOptions, "config" | "command">,
): Promise<{ readonly lessons: Lessons | null; readonly line: string | null }> {
  const { sessionLessons } = await import("../lessons/session_lessons.ts");
  const { lessonsLine } = await import("../lessons/lessons_text.ts");
  const lessons = await sessionLessons(gathered, config);
  return "none" in lessons
    ? { lessons: null, line: null }
    : { lessons, line: lessonsLine(lessons, command) };
}

function newIn(known: readonly string[], more: readonly string[]) {
  return more.filter((text) => !known.includes(text));
}

/** Fields of the host that somebody changed in the overview while nothing runs. */
function edited(
  { journaled, evidence }: Gathered,
  overview: OverviewReading,
): readonly string[] {
  const { state, lease, damage } = evidence;
  if (!journaled || damage !== null) return [];
  if (lease === "held" || state.pending !== null || state.attempt !== null) {
    return [];
  }
  return hostDifferences(state, overview).map(({ name, found, put }) =>
    `"${name}" is ${found === null ? "missing" : `"${found}"`} in the ` +
    `overview and "${put}" in the journal: the next run decides which counts`
  );
}

async function planProgress(
  { paths }: Gathered,
  { text, errors }: { readonly text: string | null; readonly errors: string[] },
): Promise<SessionView["plan"]> {
  try {
    const active = await readActivePlan(paths, text);
    if (active === null) return null;
    return { ticked: active.plan.ticked, all: active.plan.all };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    errors.push(error.message);
    return null;
  }
}

async function commitsIn(
  workingDir: string,
  { state, count }: { readonly state: SessionState; readonly count: number },
) {
  if (!isFolder(workingDir)) {
    const problem = `the working folder is missing: "${workingDir}"`;
    return { commits: [], problem };
  }
  return await newestCommits(workingDir, { base: state.base, count });
}

function phaseIteration(state: SessionState): number | null {
  if (state.phase === null) return null;
  const open = state.open?.phase === state.phase ? 1 : 0;
  return (state.phaseTotals[state.phase] ?? 0) + open;
}

function elapsedMs({ evidence, sleptMs }: Gathered): number | null {
  const { state, lease, now } = evidence;
  if (lease !== "held" || state.run === null) return null;
  if (state.run.stopped !== null) return null;
  return Math.max(0, now.atMs - Date.parse(state.run.since) - sleptMs);
}
