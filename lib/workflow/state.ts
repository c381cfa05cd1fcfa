/**
 * What is known of a session: the fold of its journal.
 *
 * @module
 */

import type { Check } from "./changes/check_targets.ts";
import type { ToldFinding } from "./changes/finding.ts";
import type { ProgressMark } from "./cycles.ts";
import type {
  OpenAttempt,
  OpenIteration,
  OpenRequest,
} from "./open_iteration.ts";
import type { Row, RowOf } from "./row.ts";
import type { OverviewChange } from "./rows/overview_rows.ts";
import type { Actor } from "./rows/person_rows.ts";
import { noSpending, type Spending } from "./spending.ts";
import type { StopReason } from "./stop_reason.ts";

/** A wait that only a person ends. */
export interface Waiting {
  readonly reason: string;
  /** Phase after it; `null`: the same phase again. */
  readonly to: string | null;
  readonly plan: string | null;
  readonly planHash: string | null;
  readonly text: string;
  /** ISO 8601. */
  readonly since: string;
  /** What is to be accepted, where it is about changes of tests. */
  readonly findings?: readonly ToldFinding[];
}

/** Where the tests stood that the work is held to. */
export interface TestBase {
  /** Commit. */
  readonly head: string;
  /** Check commands of that time; `null`: not known. */
  readonly checks: readonly Check[] | null;
  /** Whether a plan was approved there; else only the work began there. */
  readonly approved: boolean;
}

/** What a person approved, and who it was. */
export interface Approval extends Actor {
  readonly plan: string | null;
  readonly planHash: string | null;
  readonly time: string;
}

/** Why nothing goes on. */
export interface Blocked {
  readonly reason: string;
  readonly needs: string | null;
  readonly rule: string;
  readonly since: string;
}

/** The newest run. */
export interface RunFacts {
  readonly id: string | null;
  readonly pid: number;
  readonly startTime: string;
  readonly since: string;
  readonly providers: readonly string[];
  /** Whether it stays alive at a gate. */
  readonly stay: boolean;
  readonly autoApprove: boolean;
  readonly iterations: number;
  readonly spending: Spending;
  readonly stopped:
    | {
      readonly reason: StopReason;
      readonly code: number;
      readonly text: string;
      readonly next: string | null;
      readonly time: string;
    }
    | null;
}

/** The newest result of a check. */
export interface CheckReceipt {
  readonly command: string;
  readonly green: boolean;
  readonly tree: string | null;
  readonly head: string | null;
  readonly log: string;
  readonly time: string;
  /** Short text of a failure; equal for equal ones. */
  readonly failure: string;
  /** How often it failed in that way in a row. */
  readonly sameFailures: number;
}

/** What the journal says of a session. */
export interface SessionState {
  /** Of the newest row; 0 without a journal. */
  readonly seq: number;
  readonly time: string | null;
  readonly name: string | null;
  readonly task: string | null;
  readonly dive: string | null;
  readonly workflow: string | null;
  /** Providers that the person chose for the session by its newest choice; `null`: the configuration counts. */
  readonly chosenProviders: readonly string[] | null;
  readonly takenOver: boolean;
  /** Commit the branch started from. */
  readonly base: string | null;
  /** The branch that it was on; `null`: not known. */
  readonly baseName: string | null;
  readonly branch: string | null;
  /** `null` until the worktree is ready. */
  readonly workingDir: string | null;
  readonly phase: string | null;
  /** Phase before the present one, if the work came from one. */
  readonly cameFrom: string | null;
  /** Of the newest iteration; 0 before the first. */
  readonly iteration: number;
  readonly open: OpenIteration | null;
  readonly attempt: OpenAttempt | null;
  /** A change of the overview that was announced and is not told as made. */
  readonly pending: Row & { readonly change: OverviewChange } | null;
  readonly waiting: Waiting | null;
  readonly blocked: Blocked | null;
  readonly finished: boolean;
  /** Iterations of each phase since a person last put the session right; refused ones are left out. */
  readonly phaseIterations: Readonly<Record<string, number>>;
  /** All decided iterations of each phase, over the session's life. */
  readonly phaseTotals: Readonly<Record<string, number>>;
  /** Newest result of each check, by its name. */
  readonly checks: Readonly<Record<string, CheckReceipt>>;
  /** Refusals in a row. */
  readonly refusals: number;
  /** The stronger profile that a phase goes on with until it is left. */
  readonly escalated: {
    readonly phase: string;
    readonly profile: string;
  } | null;
  /** What the next prompt says about the last decision. */
  readonly note: string | null;
  readonly approval: Approval | null;
  /** HEAD as the newest row that knows it tells. */
  readonly head: string | null;
  /** Check commands of the newest run; `null`: not known. */
  readonly checkCommands: readonly Check[] | null;
  /** `null`: before the first approval; then the session's base counts. */
  readonly testBase: TestBase | null;
  /** Hashes of the patches of lessons that a person applied. */
  readonly appliedLessons: readonly string[];
  /** Keys of findings that a person accepted. */
  readonly accepted: readonly string[];
  /** The newest comparison with the tests of that time. */
  readonly compared: RowOf<"tests-compared"> | null;
  /** What the newest iterations of phases with commits led to, at most four. */
  readonly recent: readonly ProgressMark[];
  /** Whether the newest of them was told that it goes round in circles. */
  readonly nudged: boolean;
  /** sha256 of the overview as the host last knew it with the tree proven gone; `null` while nobody can tell who edits. */
  readonly trusted: string | null;
  readonly requests: readonly OpenRequest[];
  readonly run: RunFacts | null;
  readonly spending: Spending;
  readonly phaseSpending: Readonly<Record<string, Spending>>;
  readonly limitWait: RowOf<"limit-wait"> | null;
  readonly lastDecision: RowOf<"decided"> | null;
  /** The newest hand-over; it may be of an earlier goal. */
  readonly shipped: RowOf<"shipped"> | null;
}

/** The state before the first row. */
export const emptyState: SessionState = {
  seq: 0,
  time: null,
  name: null,
  task: null,
  dive: null,
  workflow: null,
  chosenProviders: null,
  takenOver: false,
  base: null,
  baseName: null,
  branch: null,
  workingDir: null,
  phase: null,
  cameFrom: null,
  iteration: 0,
  open: null,
  attempt: null,
  pending: null,
  waiting: null,
  blocked: null,
  finished: false,
  phaseIterations: {},
  phaseTotals: {},
  checks: {},
  refusals: 0,
  escalated: null,
  note: null,
  approval: null,
  head: null,
  checkCommands: null,
  testBase: null,
  appliedLessons: [],
  accepted: [],
  compared: null,
  recent: [],
  nudged: false,
  trusted: null,
  requests: [],
  run: null,
  spending: noSpending,
  phaseSpending: {},
  limitWait: null,
  lastDecision: null,
  shipped: null,
};
