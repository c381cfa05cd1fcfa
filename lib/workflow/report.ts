/**
 * The progress report: where a session stands, for a person.
 *
 * @module
 */

import { oneLine } from "./one_line.ts";
import { type ProgressState, stateText } from "./progress_state.ts";

/** One commit of the session's branch. */
export interface ProgressCommit {
  readonly id: string;
  readonly subject: string;
}

/** Everything that a report shows; `null`: not known, and left out. */
export interface ProgressView {
  /** Working time of the run; `null` when none runs. */
  readonly elapsedMs: number | null;
  readonly phase: string | null;
  /** In this phase. */
  readonly iteration: number | null;
  /** Of the session. */
  readonly total: number | null;
  /** Tasks of the active plan. */
  readonly plan: { readonly ticked: number; readonly all: number } | null;
  readonly last: string | null;
  readonly next: string | null;
  readonly state: ProgressState;
  /** Further lines below the state. */
  readonly notes?: readonly string[];
  /** Newest first. */
  readonly commits: readonly ProgressCommit[];
  /** Lines of the flow log, as they stand there; oldest first. */
  readonly flow: readonly string[];
}

const WIDTH = 32;
const BAR = 20;

/**
 * Writes the report, without a newline at its end.
 *
 * Texts come from models and programs: control characters are taken out, and each stays one line.
 *
 * @example
 * ```ts
 * import { progressReport } from "./report.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const report = progressReport({
 *   elapsedMs: 2_520_000,
 *   phase: "testing",
 *   iteration: 1,
 *   total: 12,
 *   plan: null,
 *   last: null,
 *   next: null,
 *   state: { kind: "running", forMs: 180_000, tool: "Bash" },
 *   commits: [],
 *   flow: [],
 * });
 * assertEquals(report.split("\n").slice(2), [
 *   "Phase: testing (Iteration 1/12)",
 *   "State: running 3 min, last tool Bash",
 * ]);
 * ```
 */
export function progressReport(view: ProgressView): string {
  const { elapsedMs, phase, iteration, total, plan } = view;
  const elapsed = elapsedMs === null
    ? ""
    : ` [${hoursText(elapsedMs)} elapsed]`;
  const count = iteration === null && total === null
    ? ""
    : ` (Iteration ${iteration ?? "?"}/${total ?? "?"})`;
  return [
    `Samocode Progress${elapsed}`,
    "-".repeat(WIDTH),
    `Phase: ${oneLine(phase ?? "?")}${count}`,
    ...(plan === null || plan.all <= 0 ? [] : [`Plan: ${bar(plan)}`]),
    ...line("Last", view.last),
    ...line("Next", view.next),
    `State: ${stateText(view.state)}`,
    ...(view.notes ?? []).map(oneLine),
    ...list(
      "Recent commits:",
      view.commits.map(({ id, subject }) => `- ${id} ${subject}`),
    ),
    ...list("Flow:", view.flow),
  ].join("\n");
}

function bar(
  { ticked, all }: { readonly ticked: number; readonly all: number },
): string {
  const share = Math.min(1, Math.max(0, ticked / all));
  // Rounded down: a full bar means that everything is ticked.
  const full = Math.floor(share * BAR);
  const cells = "#".repeat(full) + "-".repeat(BAR - full);
  return `[${cells}] ${ticked}/${all} tasks`;
}

function hoursText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function line(label: string, value: string | null): readonly string[] {
  return value === null || value.trim() === ""
    ? []
    : [`${label}: ${oneLine(value)}`];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ["", title, ...items.map(oneLine)];
}
