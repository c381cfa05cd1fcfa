/**
 * Gathers what can be known of a session without disturbing it.
 *
 * @module
 */

import { basename, join } from "@std/path";
import { UserError } from "../../errors.ts";
import { readNotebook } from "../../session/notebook.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { questionsOf } from "../../session/questions_file.ts";
import { lstatOrNull } from "../../system/files.ts";
import { foldRow } from "../../workflow/fold.ts";
import type { Row, RowOf } from "../../workflow/row.ts";
import type { Evidence } from "../../workflow/standing.ts";
import { emptyState, type SessionState } from "../../workflow/state.ts";
import type { Workflow } from "../../workflow/table.ts";
import type { Moment } from "../../workflow/timestamps.ts";
import type { FindAdapter } from "../adapter_finder.ts";
import { lookAtLease } from "./lease_evidence.ts";
import { readJournal } from "./read_journal.ts";

/** How thoroughly a session is looked at. */
export interface GatherOptions {
  readonly now: Moment;
  /** The project's workflow, asked for only when a session has no journal; a text says why there is none. */
  readonly workflow: () => Promise<Workflow | string>;
  /** Adapters with which the output of the present attempt is read, after a look at the processes; `null`: neither is looked at. */
  readonly thorough: (() => Promise<FindAdapter>) | null;
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
  { now, workflow, thorough }: GatherOptions,
): Promise<Gathered> {
  const paths = sessionPaths(folder);
  const errors: string[] = [];
  const seen: Seen = { attempt: null, sleptMs: 0 };
  const onRow = (row: Row) => {
    if (row.kind === "attempt-started") seen.attempt = row;
    if (row.kind === "run-started") seen.sleptMs = 0;
    if (row.kind === "attempt-ended") seen.sleptMs += row.sleptMs;
  };
  const journal = await readJournal(paths, onRow);
  const journaled = lstatOrNull(paths.journal) !== null;
  const old = journaled
    ? { state: journal.state, damage: journal.problem }
    : await readOld(paths, { workflow, errors });
  const { state, damage } = old;
  if (journal.problem !== null) errors.push(journal.problem);
  const { problem, ...lease } = await lookAtLease(paths, {
    processes: thorough !== null,
    going: state.run?.stopped === null ? state.run.id : null,
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

/** What the predecessor left, as the state that a take-over would make of it. */
async function readOld(
  paths: SessionPaths,
  { workflow, errors }: {
    readonly workflow: GatherOptions["workflow"];
    readonly errors: string[];
  },
): Promise<{ readonly state: SessionState; readonly damage: string | null }> {
  if (readNotebook(paths).kind === "missing") {
    const damage = "there is neither a journal nor an overview";
    errors.push(damage);
    return { state: emptyState, damage };
  }
  const table = await workflow();
  if (typeof table === "string") {
    errors.push(table);
    return { state: emptyState, damage: "its workflow cannot be read" };
  }
  const left = await readLeft(paths, table);
  if (left.kind === "problem") {
    errors.push(`${left.reason}: ${left.hint}`);
    return { state: emptyState, damage: left.reason };
  }
  errors.push(...left.notes);
  const row = {
    ...left.body,
    kind: "taken-over",
    seq: 0,
    time: "",
    prev: "",
    run: null,
    iteration: left.body.iterations,
    attempt: 0,
  } as const;
  const state = { ...foldRow(emptyState, row), time: null };
  return { state, damage: null };
}

async function readLeft(paths: SessionPaths, workflow: Workflow) {
  const { readPredecessor } = await import("../../session/takeover.ts");
  try {
    return await readPredecessor(paths, { workflow });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = `look at "${join(paths.folder, "_overview.md")}"`;
    return { kind: "problem", reason: error.message, hint } as const;
  }
}

function timeMs(iso: string | null): number | null {
  const ms = Date.parse(iso ?? "");
  return Number.isNaN(ms) ? null : ms;
}

function mtimeMs(path: string): number | null {
  return lstatOrNull(path)?.mtime?.getTime() ?? null;
}
