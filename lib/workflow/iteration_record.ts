/**
 * The history of a session: its iterations, and what happened in and between them.
 *
 * @module
 */

import type { Row, RowOf } from "./row.ts";
import { rowWords, spaced } from "./row_words.ts";
import { addSpending, noSpending, type Spending } from "./spending.ts";

/** Something that happened. */
export interface HistoryLine {
  readonly kind: "line";
  /** ISO 8601. */
  readonly time: string;
  readonly text: string;
  /** How often it happened in its iteration; the time is that of the first. */
  readonly count: number;
}

/** One iteration. */
export interface IterationRecord {
  readonly kind: "iteration";
  readonly number: number;
  /** Number of its first row. */
  readonly seq: number;
  /** When it began, ISO 8601. */
  readonly time: string;
  readonly phase: string;
  readonly spending: Spending;
  /** Attempts begun; those that ended are in `spending`. */
  readonly attempts: number;
  /** What the newest signal said, or what it is: `continue`, `missing`; `null`: none was read yet. */
  readonly signal: string | null;
  /** What was decided, in words; `null`: nothing yet. */
  readonly decision: string | null;
  /** HEAD before and after; `null`: not known. */
  readonly headBefore: string | null;
  readonly headAfter: string | null;
  /** What happened meanwhile. */
  readonly lines: readonly HistoryLine[];
}

/** An iteration, or something between iterations. */
export type HistoryEntry = IterationRecord | HistoryLine;

/** A history that grows by rows. */
export interface HistoryBuilder {
  /** Takes the next row of the journal. */
  take(row: Row): void;
  /** In the order of the journal. */
  readonly entries: readonly HistoryEntry[];
}

/** Starts an empty history. */
export function historyBuilder(): HistoryBuilder {
  const entries: HistoryEntry[] = [];
  let head: string | null = null;
  /** Where the iteration that is not decided stands. */
  let open: number | null = null;

  function change(
    to: (record: IterationRecord) => Partial<IterationRecord>,
  ): void {
    const record = open === null ? undefined : entries[open];
    if (open === null || record?.kind !== "iteration") return;
    entries[open] = { ...record, ...to(record) };
  }

  function note(row: Row): void {
    const text = rowWords(row);
    if (text === null) return;
    const line: HistoryLine = { kind: "line", time: row.time, text, count: 1 };
    if (open === null) entries.push(line);
    else if (row.kind === "signal-read") {
      change(({ lines }) => ({ lines: folded(lines, line) }));
    } else change(({ lines }) => ({ lines: [...lines, line] }));
  }

  return {
    entries,
    take(row) {
      head = headOf(row) ?? head;
      if (row.kind === "iteration-started") {
        open = entries.push(newRecord(row, head)) - 1;
      }
      change((record) => recordChange(record, row));
      note(row);
      if (row.kind === "decided") {
        change(() => ({ headAfter: head }));
        open = null;
      }
    },
  };
}

/** Attempts that end in the same way say the same: once is enough. */
function folded(
  lines: readonly HistoryLine[],
  line: HistoryLine,
): readonly HistoryLine[] {
  const at = lines.findIndex(({ text }) => text === line.text);
  return at < 0
    ? [...lines, line]
    : lines.map((one, i) => i === at ? { ...one, count: one.count + 1 } : one);
}

function newRecord(
  row: RowOf<"iteration-started">,
  head: string | null,
): IterationRecord {
  return {
    kind: "iteration",
    number: row.iteration,
    seq: row.seq,
    time: row.time,
    phase: row.phase,
    spending: noSpending,
    attempts: 0,
    signal: null,
    decision: null,
    headBefore: head,
    headAfter: null,
    lines: [],
  };
}

function recordChange(
  record: IterationRecord,
  row: Row,
): Partial<IterationRecord> {
  switch (row.kind) {
    case "attempt-started":
      return { attempts: record.attempts + 1 };
    case "attempt-ended":
      return { spending: addSpending(record.spending, row) };
    case "signal-read":
      return {
        signal: row.reading.kind === "valid"
          ? row.reading.signal.status
          : row.reading.kind,
      };
    case "decided":
      return { decision: decisionWords(row) };
    default:
      return {};
  }
}

function decisionWords(row: RowOf<"decided">): string {
  switch (row.decision) {
    case "repeat":
      if (row.refused) return "refused";
      // Staying in the phase is the usual case.
      return row.rule === "same-phase"
        ? "again"
        : `again: ${row.rule.replaceAll("-", " ")}`;
    case "advance":
      return `→ ${row.to}`;
    case "hold":
      return row.wait === null
        ? "waits"
        : `waits for ${spaced(row.wait.reason)}`;
    case "block":
      return "blocked";
    case "finish":
      return "done";
  }
}

function headOf(row: Row): string | null {
  switch (row.kind) {
    case "worktree-ready":
      return row.base;
    case "attempt-ended":
    case "decided":
      return row.tree?.head ?? null;
    default:
      return null;
  }
}
