/**
 * A session for a person: the progress report.
 *
 * @module
 */

import { costText, tokensText } from "../../workflow/amounts.ts";
import { progressReport } from "../../workflow/report.ts";
import { durationText } from "../../workflow/timestamps.ts";
import type { SessionView } from "./session_view.ts";
import { lastOf } from "./view_json.ts";

/** Writes the report with `flow` lines of the flow log. */
export function viewText(
  view: SessionView,
  { flow }: { readonly flow: number },
): string {
  return progressReport({
    elapsedMs: view.elapsedMs,
    phase: view.phase,
    iteration: view.gathered.journaled ? view.phaseIteration : view.iteration,
    total: view.totalIterations,
    plan: view.plan,
    last: view.lastAction,
    next: view.nextAction,
    state: view.standing.progress,
    notes: notes(view),
    commits: view.commits,
    flow: lastOf(view.flow, flow),
  });
}

function notes(
  { state, unread, lessonsLine, handOver, errors }: SessionView,
): readonly string[] {
  const { spending, phaseSpending, branch, run, shipped } = state;
  const times = Object.entries(phaseSpending)
    .filter(([, { durationMs }]) => durationMs >= 1_000)
    .map(([phase, { durationMs }]) => `${phase} ${durationText(durationMs)}`);
  return [
    ...(branch === null ? [] : [`Branch: ${branch}`]),
    ...(run === null ? [] : [`Provider: ${run.providers.join(", ")}`]),
    ...(spending.attempts === 0 ? [] : [
      `Tokens: ${tokensText(spending)}`,
      `Cost: ${costText(spending)}`,
    ]),
    ...(times.length === 0 ? [] : [`Time: ${times.join(", ")}`]),
    ...(unread ? ["Approval: by --auto-approve, nobody read this plan"] : []),
    ...(lessonsLine === null ? [] : [`Lessons: ${lessonsLine}`]),
    ...(shipped === null ? [] : [
      shipped.pullRequest === null
        ? `Pushed: ${shipped.branch} to ${shipped.remote}`
        : `Pull request: ${shipped.pullRequest}`,
    ]),
    ...(handOver === null ? [] : [`Hand over: ${handOver}`]),
    ...errors.map((text) => `Problem: ${text}`),
  ];
}
