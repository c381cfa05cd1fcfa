/**
 * Gathers what can be known of a session without disturbing it.
 *
 * @module
 */

import { basename } from "@std/path";
import { type Glance, glanceAt, provenGlance } from "../../session/glance.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { questionsOf } from "../../session/questions_file.ts";
import { lstatOrNull } from "../../system/files.ts";
import type { Row, RowOf } from "../../workflow/row.ts";
import type { Evidence } from "../../workflow/standing.ts";
import type { SessionState } from "../../workflow/state.ts";
import type { Workflow } from "../../workflow/table.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import type { FindAdapter } from "../adapter_finder.ts";
import { VERSION } from "../version.ts";
import { lookAtLease } from "./lease_evidence.ts";
import { type JournalReading, readJournal } from "./read_journal.ts";

/** How thoroughly a session is looked at. */
export interface GatherOptions {
  readonly now: Moment;
  /** The project's workflow, asked for only when a session has no journal; a text says why there is none. */
  readonly workflow: () => Promise<Workflow | string>;
  /** Adapters with which the output of the present attempt is read, after a look at the processes; `null`: neither is looked at. */
  readonly thorough: (() => Promise<FindAdapter>) | null;
  /** Whether the end of the journal will do even where nobody proves the rows before it unchanged; it will not unless told. */
  readonly glance?: boolean;
}

/** What was found. */
export interface Gathered {
  readonly paths: SessionPaths;
  /** Name of the folder. */
  readonly name: string;
  /** Whether there is a journal; without one the state is what the overview of the predecessor tells. */
  readonly journaled: boolean;
  readonly evidence: Evidence;
  /** Machine sleep that the attempts of the newest run told, in milliseconds. */
  readonly sleptMs: number;
  /** Newest row, or newest change of the overview, epoch ms; `null`: neither. */
  readonly changedMs: number | null;
  readonly errors: readonly string[];
}

/** Looks at a session; never throws for what somebody may have laid in its folder. */
export async function gather(
  folder: string,
  { now, workflow, thorough, glance = false }: GatherOptions,
): Promise<Gathered> {
  const paths = sessionPaths(folder);
  const errors: string[] = [];
  const seen: Seen = { attempt: null, sleptMs: 0 };
  const onRow = (row: Row) => {
    if (row.kind === "attempt-started") seen.attempt = row;
    if (row.kind === "run-started") seen.sleptMs = 0;
    if (row.kind === "attempt-ended") seen.sleptMs += row.sleptMs;
  };
  const glanced = take(
    glance ? glanceAt(paths, VERSION) : await provenGlance(paths, VERSION),
    onRow,
  );
  const journal = glanced ?? await readJournal(paths, onRow);
  const journaled = lstatOrNull(paths.journal) !== null;
  const old = journaled
    ? { state: journal.state, damage: journal.problem }
    : await (await import("./read_old.ts")).readOld(paths, {
      workflow,
      errors,
    });
  const { state, damage } = old;
  if (journal.problem !== null) errors.push(journal.problem);
  const { problem, ...lease } = await lookAtLease(paths, {
    processes: thorough !== null,
    going: state.run?.stopped === null ? state.run.id : null,
    over: glance && glanced !== null ? stoppedRun(state) : null,
  });
  if (problem !== null) errors.push(problem);
  const going = state.attempt === null ? null : seen.attempt;
  const output = thorough !== null && lease.lease === "held" && going !== null
    ? await attemptOf(paths, { attempt: going, thorough, now, errors })
    : { tool: null, silentMs: null };
  const changedMs = timeMs(state.time) ?? mtimeMs(paths.overview);
  return {
    paths,
    name: basename(folder),
    journaled,
    evidence: {
      state,
      damage,
      ...lease,
      answered: state.waiting?.reason === "qa_answers" &&
        questionsOf(paths) === "complete",
      sinceMs: sinceMs(going, { state, paths }) ?? now.atMs,
      ...output,
      now,
    },
    sleptMs: seen.sleptMs,
    changedMs,
    errors,
  };
}

/** As much of a journal as its end tells; `null`: not enough. */
function take(
  glance: Glance | null,
  onRow: (row: Row) => void,
): JournalReading | null {
  if (glance === null) return null;
  const { state, rows } = glance;
  const started = rows.some(({ kind }) => kind === "attempt-started");
  if (state.attempt !== null && !started) return null;
  for (const row of rows) onRow(row);
  return { state, problem: null };
}

function stoppedRun({ run }: SessionState): string | null {
  return run === null || run.stopped === null ? null : run.id;
}

/** What the rows tell beside the state. */
interface Seen {
  attempt: RowOf<"attempt-started"> | null;
  sleptMs: number;
}

/** Only now what reads the output of providers is loaded. */
async function attemptOf(
  paths: SessionPaths,
  { thorough, ...options }: {
    readonly attempt: RowOf<"attempt-started">;
    readonly thorough: NonNullable<GatherOptions["thorough"]>;
    readonly now: Moment;
    readonly errors: string[];
  },
) {
  const { lookAtAttempt } = await import("./attempt_evidence.ts");
  return lookAtAttempt(paths, { ...options, adapter: await thorough() });
}

function sinceMs(
  attempt: RowOf<"attempt-started"> | null,
  { state, paths }: {
    readonly state: SessionState;
    readonly paths: SessionPaths;
  },
): number | null {
  return timeMs(attempt?.time ?? null) ?? timeMs(state.time) ??
    mtimeMs(paths.leaseInfo);
}

function timeMs(iso: string | null): number | null {
  const ms = Date.parse(iso ?? "");
  return Number.isNaN(ms) ? null : ms;
}

function mtimeMs(path: string): number | null {
  return lstatOrNull(path)?.mtime?.getTime() ?? null;
}
