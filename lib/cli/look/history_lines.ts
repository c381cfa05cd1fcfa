/**
 * The history of a session for a person.
 *
 * @module
 */

import { usdText } from "../../workflow/amounts.ts";
import type {
  HistoryEntry,
  HistoryLine,
  IterationRecord,
} from "../../workflow/iteration_record.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { durationText, shortTime } from "../../workflow/timestamps.ts";
import { columns, type TableRoom } from "./columns.ts";

/** Commits of the session, as far as git still knows them. */
export interface SessionCommits {
  /** Newest first. */
  readonly ids: readonly string[];
  readonly base: string | null;
}

const HEADINGS = [
  "#",
  "BEGAN",
  "PHASE",
  "TIME",
  "COST",
  "COMMITS",
  "ATTEMPTS",
  "SIGNAL",
  "DECISION",
];

/** A line for each iteration below a line of headings; what happened is indented below. */
export function historyLines(
  entries: readonly HistoryEntry[],
  { room, ...commits }: SessionCommits & { readonly room: TableRoom },
): readonly string[] {
  const records = entries.filter((entry) => entry.kind === "iteration");
  const [headings = "", ...rows] = columns(
    [HEADINGS, ...records.map((record) => cells(record, commits))],
    [3, 4, 5, 6],
    room,
  );
  const lines = [...rows];
  return [
    ...(rows.length > 0 ? [headings] : []),
    ...entries.flatMap((entry) =>
      entry.kind === "line"
        ? [happened(entry)]
        : [lines.shift() ?? "", ...entry.lines.map(happened)]
    ),
  ];
}

function cells(
  record: IterationRecord,
  commits: SessionCommits,
): readonly string[] {
  const { spending } = record;
  const told = spending.attempts > spending.unpriced;
  return [
    String(record.number).padStart(3, "0"),
    shortTime(record.time),
    record.phase,
    durationText(spending.durationMs),
    told ? usdText(spending.costUsd) : "-",
    commitCount(record, commits),
    String(record.attempts),
    record.signal ?? "-",
    record.decision ?? "not decided yet",
  ];
}

/** `?`: there are some, and git no longer knows how many. */
function commitCount(
  { headBefore, headAfter }: IterationRecord,
  { ids, base }: SessionCommits,
): string {
  if (headBefore === null || headAfter === null) return "-";
  if (headBefore === headAfter) return "0";
  const after = ids.indexOf(headAfter);
  const before = headBefore === base ? ids.length : ids.indexOf(headBefore);
  return after < 0 || before < after ? "?" : String(before - after);
}

function happened({ time, text, count }: HistoryLine): string {
  const times = count === 1 ? "" : ` (${count} times)`;
  return `     ${shortTime(time)}  ${oneLine(text)}${times}`;
}
