/**
 * A session for programs: `status --json`.
 *
 * @module
 */

import { stateText } from "../../workflow/progress_state.ts";
import type { Spending, Tokens } from "../../workflow/spending.ts";
import { runStays } from "../../workflow/standing.ts";
import type { SessionView } from "./session_view.ts";

/** Plain values by key; the keys of the first block are those of the predecessor and keep their meanings. */
export function viewJson(
  view: SessionView,
  { flow }: { readonly flow: number },
): Readonly<Record<string, unknown>> {
  const { gathered, state, standing, signal } = view;
  return {
    session: gathered.name,
    session_path: gathered.paths.folder,
    working_dir: view.workingDir,
    phase: view.phase,
    iteration: view.iteration,
    total_iterations: view.totalIterations,
    blocked: view.blocked,
    last_action: view.lastAction,
    next_action: view.nextAction,
    signal: signal.status,
    waiting_for: signal.waitingFor,
    needs: signal.needs,
    reason: signal.reason,
    worker_running: view.workerRunning,
    qa_pending: view.qaPending,
    flow_log: lastOf(view.flow, flow),
    errors: view.errors,

    state: standing.kind,
    state_text: stateText(standing.progress),
    run_stays: runStays(standing),
    next_command: standing.command,
    phase_iteration: view.phaseIteration,
    elapsed_ms: view.elapsedMs,
    branch: state.branch,
    providers: state.run?.providers ?? [],
    plan: view.plan,
    plan_read_by_person: state.approval === null ? null : !view.unread,
    commits: view.commits,
    shipped: state.shipped === null ? null : {
      remote: state.shipped.remote,
      branch: state.shipped.branch,
      head: state.shipped.head,
    },
    pull_request: state.shipped?.pullRequest ?? null,
    lessons: lessonsJson(view),
    phases: Object.fromEntries(
      Object.entries(state.phaseSpending)
        .map(([name, sum]) => [name, spendingJson(sum)]),
    ),
    ...spendingJson(state.spending),
    cursor: state.seq,
  };
}

/** `state` is `offered`, `applied` or `refused`; `text` has the reason, or what to type. */
function lessonsJson({ lessons, lessonsLine }: SessionView) {
  return lessons === null ? null : {
    state: lessons.kind,
    file: lessons.file,
    paths: lessons.kind === "offered"
      ? lessons.files.map(({ path }) => path)
      : [],
    text: lessonsLine,
  };
}

/** A sum for programs; `cost_usd` is what was told, `unpriced` counts the attempts that told none. */
export function spendingJson(sum: Spending) {
  return {
    attempts: sum.attempts,
    duration_ms: sum.durationMs,
    tokens: tokensJson(sum.tokens),
    cost_usd: Number(sum.costUsd.toFixed(6)),
    unpriced: sum.unpriced,
  };
}

/** The last items of a list; none for a count below 1. */
export function lastOf<T>(items: readonly T[], count: number): readonly T[] {
  return count < 1 ? [] : items.slice(-count);
}

function tokensJson({ input, output, cacheRead, cacheWrite }: Tokens) {
  return { input, output, cache_read: cacheRead, cache_write: cacheWrite };
}
