/**
 * What chaos remembers of a session, to find out at its end whether anything was lost or done twice.
 *
 * @module
 */

import { chainRows, verifyChain } from "../../session/verify.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { readSignalFile } from "../../session/signal_file.ts";
import { readFile } from "../../system/files.ts";
import { createLooker, lookAt } from "../../system/look.ts";
import { systemTable } from "../../system/process_table.ts";
import { auditRows } from "../../workflow/audit.ts";
import { foldRow } from "../../workflow/fold.ts";
import type { Row } from "../../workflow/row.ts";
import { parseSignal } from "../../workflow/signal.ts";
import { emptyState, type SessionState } from "../../workflow/state.ts";

/** What became of a session; sentences, none where all is well. */
export interface Findings {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly left: readonly string[];
  readonly broken: readonly string[];
}

/** Remembers. */
export interface Witness {
  /** Lines that the person wrote into the overview. */
  readonly lines: string[];
  /** State of the session by its journal; of the rows before a break, if there is one. */
  state(): SessionState;
  /** Looks whether the provider has left a valid signal; nothing may be done as if it had not. */
  noteSignal(): void;
  /** Judges the session, which is over. */
  judge(): Promise<Findings>;
}

const MAX_BYTES = 64 << 20;

/** Begins to watch a session. */
export function watchSession(where: () => SessionPaths): Witness {
  const lines: string[] = [];
  /** Attempts by the token of the signal that they left. */
  const signalled = new Map<string, { iteration: number; attempt: number }>();
  const rows = () => chainRows(journalOf(where()));
  const state = () => rows().reduce(foldRow, emptyState);
  return {
    lines,
    state,
    noteSignal() {
      const { open, iteration } = state();
      if (open === null || open.token === null) return;
      const text = readSignalFile(where());
      if (typeof text !== "string") return;
      const reading = parseSignal(text, { token: open.token });
      if (reading.kind !== "valid" || !reading.fenced) return;
      signalled.set(open.token, { iteration, attempt: open.attempts });
    },
    async judge() {
      const paths = where();
      const all = rows();
      const { decidedTwice, needless } = auditRows(all);
      return {
        lost: [...lostWords(paths, lines), ...lostRows(all, signalled)],
        duplicated: [
          ...decidedTwice.map((n) => `iteration ${n} was decided twice`),
          ...needless.map((a) =>
            `attempt ${a.iteration}-${a.attempt} was started after the signal`
          ),
          ...startedAfter(all, signalled),
          ...interleaved(all),
        ],
        left: await leftProcesses(all),
        broken: verifyChain(journalOf(paths)),
      };
    },
  };
}

function journalOf(paths: SessionPaths): Uint8Array {
  const reading = readFile(paths.journal, MAX_BYTES);
  return reading.kind === "text" ? reading.bytes : new Uint8Array();
}

function lostWords(
  paths: SessionPaths,
  lines: readonly string[],
): readonly string[] {
  const reading = readFile(paths.overview, MAX_BYTES);
  if (reading.kind !== "text") return ["the overview is gone"];
  const there = new Set(reading.text.split("\n"));
  return lines.filter((line) => !there.has(line))
    .map((line) => `the overview lacks "${line}"`);
}

type Signalled = ReadonlyMap<
  string,
  { readonly iteration: number; readonly attempt: number }
>;

function lostRows(rows: readonly Row[], signalled: Signalled) {
  const state = rows.reduce(foldRow, emptyState);
  const decided = new Set(
    rows.flatMap((row) => row.kind === "decided" ? [row.iteration] : []),
  );
  return [
    ...[...signalled.values()].filter((s) => !decided.has(s.iteration))
      .map((s) => `the signal of iteration ${s.iteration} decided nothing`),
    ...(state.approval === null ? ["the approval is lost"] : []),
    ...(state.finished ? [] : ["the session is not done"]),
  ];
}

function startedAfter(
  rows: readonly Row[],
  signalled: Signalled,
): readonly string[] {
  return [...signalled.values()].flatMap(({ iteration, attempt }) =>
    rows.some((row) =>
        row.kind === "attempt-started" && row.iteration === iteration &&
        row.attempt > attempt
      )
      ? [`iteration ${iteration} went on although its signal was written`]
      : []
  );
}

/** Two runs that wrote in turns were there at the same time; one gate that was opened twice, too. */
function interleaved(rows: readonly Row[]): readonly string[] {
  const over = new Set<string>();
  const found: string[] = [];
  let now: string | null = null;
  for (const row of rows) {
    // A request carries the name of the run that is asked.
    if (row.run === null || row.kind === "request" || row.run === now) continue;
    if (over.has(row.run)) found.push(`two runs at once at row ${row.seq}`);
    if (now !== null) over.add(now);
    now = row.run;
  }
  const closed = rows.filter((row) => row.kind === "gate-waiting").length;
  const opened = rows.filter((row) => row.kind === "gate-opened").length;
  return opened > Math.max(1, closed)
    ? [...found, "a gate was opened twice"]
    : found;
}

async function leftProcesses(rows: readonly Row[]): Promise<readonly string[]> {
  const table = systemTable();
  const looker = createLooker();
  const left: string[] = [];
  try {
    for (const row of rows) {
      if (row.kind !== "attempt-started") continue;
      const names = { mark: row.mark, group: null };
      const look = lookAt(names, { table, looker });
      const name = `attempt ${row.iteration}-${row.attempt}`;
      const seen = await look({ group: false });
      if (seen === null) left.push(`nobody can tell what is left of ${name}`);
      else left.push(...seen.map(({ pid }) => `process ${pid} of ${name}`));
    }
  } finally {
    await looker.close();
  }
  return left;
}
