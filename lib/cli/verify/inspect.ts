/**
 * Compares everything that a session claims with what is there; changes nothing.
 *
 * @module
 */

import { hostDifferences } from "../../session/host_fields.ts";
import { leaseHeld } from "../../session/lease.ts";
import { readNotebook } from "../../session/notebook.ts";
import { readOverview } from "../../session/overview.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { readChain } from "../../session/verify.ts";
import { systemClock } from "../../system/clock.ts";
import { isFolder, lstatOrNull, readFile } from "../../system/files.ts";
import { git, GitMissingError } from "../../system/git.ts";
import { type Audit, auditRows } from "../../workflow/audit.ts";
import { foldRow } from "../../workflow/fold.ts";
import type { Row } from "../../workflow/row.ts";
import { emptyState, type SessionState } from "../../workflow/state.ts";
import { wrongSums } from "../../workflow/wrong_sums.ts";
import { VERSION } from "../version.ts";
import { laterTraces } from "./later_traces.ts";
import { planProblem } from "./plan_problem.ts";

/** Something that is not as it ought to be. */
export interface Finding {
  readonly about:
    | "journal"
    | "attempts"
    | "decisions"
    | "overview"
    | "worktree"
    | "plan";
  /** Whole sentence without a full stop. */
  readonly text: string;
}

/** What was found. */
export interface Inspection {
  readonly rows: number;
  /** Whether a run holds the session now. */
  readonly running: boolean;
  readonly state: SessionState;
  readonly audit: Audit;
  readonly findings: readonly Finding[];
}

const MAX_JOURNAL_BYTES = 1 << 30;

/** Looks at a session from all sides; `null`: it has no journal. */
export async function inspectSession(
  paths: SessionPaths,
): Promise<Inspection | null> {
  const journal = readFile(paths.journal, MAX_JOURNAL_BYTES);
  if (journal.kind === "missing") return null;
  const running = await leaseHeld(paths, systemClock);
  if (journal.kind === "refused") {
    const text = `the journal cannot be read: ${journal.reason}`;
    return {
      rows: 0,
      running,
      state: emptyState,
      audit: auditRows([]),
      findings: [{ about: "journal", text }],
    };
  }
  const { rows, findings: broken } = readChain(journal.bytes);
  const state = rows.reduce(foldRow, emptyState);
  const audit = auditRows(rows);
  return {
    rows: rows.length,
    running,
    state,
    audit,
    findings: [
      ...broken.map((text) => ({ about: "journal", text }) as const),
      ...rowFindings(audit, { state, running }),
      // What a broken journal says of the present is not worth comparing.
      ...(broken.length > 0 ? [] : [
        ...sumFindings(rows),
        ...laterFindings(paths, { rows, state, running }),
        ...await overviewFindings(paths, { state, running }),
        ...await worktreeFindings(state),
      ]),
    ],
  };
}

interface Now {
  readonly state: SessionState;
  readonly running: boolean;
}

function rowFindings(
  { endless, decidedTwice, needless, endedTwice, outOfTurn }: Audit,
  { state, running }: Now,
): readonly Finding[] {
  const open = endless.filter(({ iteration, attempt }) =>
    !running || state.attempt === null || iteration !== state.iteration ||
    attempt !== state.attempt.attempt
  );
  return [
    ...open.map(({ iteration, attempt }) => ({
      about: "attempts",
      text: `attempt ${iteration}-${attempt} has no end: the next run ends it`,
    } as const)),
    ...decidedTwice.map((iteration) => ({
      about: "decisions",
      text: `iteration ${iteration} was decided more than once`,
    } as const)),
    ...endedTwice.map(({ iteration, attempt }) => ({
      about: "attempts",
      text: `attempt ${iteration}-${attempt} ended more than once`,
    } as const)),
    ...outOfTurn.map((seq) => ({
      about: "decisions",
      text:
        `row ${seq} is an act of a person while an attempt ran: it counts for nothing`,
    } as const)),
    ...needless.map(({ iteration, attempt }) => ({
      about: "attempts",
      text:
        `attempt ${iteration}-${attempt} was started although its iteration had a signal`,
    } as const)),
  ];
}

function sumFindings(rows: readonly Row[]): readonly Finding[] {
  return wrongSums(rows, VERSION).map((seq) => ({
    about: "journal",
    text: `row ${seq} sums up something else than the rows before it`,
  }));
}

/** While a run works the numbers go on from one look to the next. */
function laterFindings(
  paths: SessionPaths,
  { rows, state, running }: Now & { readonly rows: readonly Row[] },
): readonly Finding[] {
  // A session that was taken over has numbers that are not the journal's.
  if (running || state.takenOver) return [];
  const notebook = readNotebook(paths);
  return laterTraces(paths, {
    rows,
    iteration: state.iteration,
    overview: notebook.kind === "text" ? notebook.text : null,
  }).map((text) => ({ about: "journal", text }) as const);
}

async function overviewFindings(
  paths: SessionPaths,
  { state, running }: Now,
): Promise<readonly Finding[]> {
  const notebook = readNotebook(paths);
  if (notebook.kind !== "text") {
    const text = notebook.kind === "missing"
      ? "the overview is missing"
      : `the overview cannot be read: ${notebook.reason}`;
    return [{ about: "overview", text }];
  }
  const findings: Finding[] = [];
  if (lstatOrNull(paths.swap) !== null && !running) {
    const text = `an exchange of the overview was cut off: "${paths.swap}"`;
    findings.push({ about: "overview", text });
  }
  if (state.pending !== null && !running) {
    const text = `row ${state.pending.seq} announces a change of the ` +
      "overview that is not told as made: the next run makes it";
    findings.push({ about: "overview", text });
  } else if (state.attempt === null) {
    // While an attempt is open the provider may write there; the host puts it right afterwards.
    const differences = hostDifferences(state, readOverview(notebook.text));
    for (const { name, found, put } of differences) {
      const text = `"${name}" of the overview is "${
        found ?? ""
      }", the journal says "${put}"`;
      findings.push({ about: "overview", text });
    }
  }
  const plan = await planProblem(paths, { state, overview: notebook.text });
  if (plan !== null) findings.push({ about: "plan", text: plan });
  return findings;
}

async function worktreeFindings(
  { workingDir, branch }: SessionState,
): Promise<readonly Finding[]> {
  if (workingDir === null) return [];
  const finding = (text: string): readonly Finding[] => [
    { about: "worktree", text },
  ];
  if (!isFolder(workingDir)) {
    return finding(`the working folder "${workingDir}" is gone`);
  }
  if (branch === null) return [];
  try {
    const args = ["symbolic-ref", "--quiet", "--short", "HEAD"];
    const head = await git(args, { cwd: workingDir });
    const now = head.stdout.trim();
    if (head.code === 0 && now === branch) return [];
    return finding(
      `the worktree is on ${
        head.code === 0 ? `"${now}"` : "no branch"
      }, the session works on "${branch}"`,
    );
  } catch (error) {
    if (error instanceof GitMissingError) return finding(error.message);
    throw error;
  }
}
