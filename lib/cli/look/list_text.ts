/**
 * Sessions at a glance, as text and for programs.
 *
 * @module
 */

import { basename } from "@std/path";
import { usdText } from "../../workflow/amounts.ts";
import {
  type ProgressState,
  stateText,
} from "../../workflow/progress_state.ts";
import type { Spending } from "../../workflow/spending.ts";
import { runStays } from "../../workflow/standing.ts";
import {
  durationText,
  isoStamp,
  type Moment,
} from "../../workflow/timestamps.ts";
import { columns, type TableRoom } from "./columns.ts";
import type { ListedSession } from "./session_list.ts";

const MAX_STATE = 48;

/** One line for each session below a line of headings. */
export function listLines(
  sessions: readonly ListedSession[],
  { now, projects, room }: {
    readonly now: Moment;
    readonly room: TableRoom;
    /** Whether the project is told, too. */
    readonly projects: boolean;
  },
): readonly string[] {
  const headings = ["SESSION", "PHASE", "ITER", "COST", "AGE", "STATE", "NEXT"];
  const rows = sessions.map((session) => [
    session.name,
    session.phase ?? "?",
    String(session.iteration),
    shortCost(session.spending),
    session.changedMs === null
      ? "?"
      : durationText(now.atMs - session.changedMs),
    cut(stateText(withoutCommand(session.standing.progress))),
    session.standing.command ?? "",
    ...(projects ? [basename(session.project)] : []),
  ]);
  const all = [[...headings, ...(projects ? ["PROJECT"] : [])], ...rows];
  return projects
    ? columns(
      all.map((row) => [row.at(-1)!, ...row.slice(0, -1)]),
      [3, 4, 5],
      room,
    )
    : columns(all, [2, 3, 4], room);
}

/** A session for programs. */
export function listJson(session: ListedSession, now: Moment) {
  const { standing, spending, changedMs } = session;
  return {
    session: session.name,
    session_path: session.folder,
    project: session.project,
    phase: session.phase,
    iteration: session.iteration,
    state: standing.kind,
    state_text: stateText(standing.progress),
    run_stays: runStays(standing),
    needs_person: session.needsPerson,
    next_command: standing.command,
    cost_usd: Number(spending.costUsd.toFixed(6)),
    unpriced: spending.unpriced,
    changed: changedMs === null ? null : isoStamp({ ...now, atMs: changedMs }),
    errors: session.errors,
  };
}

/** What a sum cost in a column: a `+` stands for attempts that told no cost. */
export function shortCost({ attempts, costUsd, unpriced }: Spending): string {
  if (attempts === 0) return "-";
  if (unpriced === attempts) return "?";
  return `${usdText(costUsd)}${unpriced > 0 ? "+" : ""}`;
}

function withoutCommand(progress: ProgressState): ProgressState {
  return "command" in progress ? { ...progress, command: null } : progress;
}

function cut(text: string): string {
  return text.length <= MAX_STATE ? text : `${text.slice(0, MAX_STATE - 1)}…`;
}
