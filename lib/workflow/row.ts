/**
 * The rows of the journal, `_journal.jsonl`: the only definition.
 *
 * One JSON object per line. Readers ignore unknown kinds and fields. Times are ISO 8601 with offset, durations
 * milliseconds, money US dollars.
 *
 * @module
 */

import type { Check } from "./changes/check_targets.ts";
import type { ToldFinding } from "./changes/finding.ts";
import type { ProgressMark } from "./cycles.ts";
import type { AttemptOutcome } from "./outcome.ts";
import type { Reading } from "./signal.ts";

/** Fields of the overview that a change may set, by their label. */
export interface OverviewFields {
  readonly "Phase"?: string;
  readonly "Iteration"?: string;
  readonly "Total Iterations"?: string;
  readonly "Blocked"?: string;
  readonly "Last Action"?: string;
  readonly "Next"?: string;
}

/** A change of the overview that a row announces; `overview-written` tells that it is on disk. */
export interface OverviewChange {
  /** sha256 hex of the text the change was computed from. */
  readonly before: string;
  /** sha256 hex of the text after it. */
  readonly after: string;
  readonly fields: OverviewFields;
  /** One whole line for the flow log. */
  readonly flow?: string;
}

/** Tokens of an attempt, or a sum. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What git says of the working folder; `null` where it is no git repository. */
export interface TreeFacts {
  /** Commit id of HEAD. */
  readonly head: string | null;
  /** Id of the tree that tracked changes and untracked files make (not only HEAD's). */
  readonly tree: string | null;
  readonly branch: string | null;
  readonly dirty: boolean;
}

/** From which profile to which stronger one. */
export interface Escalation {
  readonly from: string;
  readonly to: string;
}

/** Who did something, and by which channel (`command`, `terminal`, `edit`, `auto`, `telegram`). */
export interface Actor {
  readonly by: string;
  readonly channel: string;
}

/** Why a run ended; one exit code each, see {@linkcode stopCode}. */
export type StopReason =
  | "done"
  | "requested"
  | "waiting"
  | "blocked"
  | "failed"
  | "limit"
  | "interrupted"
  | "terminated"
  | "hungUp";

/** Exit code of `run` for a stop reason. */
export function stopCode(reason: StopReason): number {
  const codes: Record<StopReason, number> = {
    done: 0,
    requested: 0,
    failed: 1,
    waiting: 4,
    blocked: 5,
    limit: 6,
    hungUp: 129,
    interrupted: 130,
    terminated: 143,
  };
  return codes[reason];
}

/** What a person asks of a session; with `note` nothing: it tells what was done by hand. */
export type RequestVerb =
  | "note"
  | "say"
  | "stop"
  | "retry"
  | "unblock"
  | "goto"
  | "reopen"
  | "answer"
  | "restore";

/** How a decision went; `rule` names the rule that decided. */
export type DecisionKind = "repeat" | "advance" | "hold" | "block" | "finish";

/** What each kind of row says beside the common fields. */
export interface RowBodies {
  "session-created": {
    readonly name: string;
    readonly task: string | null;
    readonly dive: string | null;
    readonly mainRepo: string;
    readonly base: string | null;
    readonly branch: string | null;
    /** Name of a shipped workflow, or an absolute path. */
    readonly workflow: string;
  };
  "taken-over": {
    readonly name: string;
    readonly phase: string;
    readonly iterations: number;
    readonly phaseIterations: Readonly<Record<string, number>>;
    readonly workflow: string;
    readonly waiting: {
      readonly reason: string;
      readonly planHash: string | null;
      readonly plan: string | null;
    } | null;
    readonly blocked:
      | { readonly reason: string; readonly needs: string | null }
      | null;
    /** The work was done already; missing: it was not. */
    readonly finished?: true;
    readonly overview: string;
  };
  "worktree-ready": {
    readonly workingDir: string;
    /** Commit the branch started from. */
    readonly base: string | null;
    readonly branch: string | null;
    readonly setup: {
      readonly command: string;
      readonly exitCode: number;
      readonly durationMs: number;
    } | null;
    /** Phase the session is in from here on. */
    readonly phase: string;
    readonly change: OverviewChange | null;
  };
  "run-started": {
    readonly pid: number;
    /** Start time of the process as the system tells it; told apart from a later process with the same pid. */
    readonly startTime: string;
    readonly version: string;
    readonly providers: readonly string[];
    /** The person named them for this session; missing: the configuration did. */
    readonly providersChosen?: true;
    /** Version of each provider program, where it told one. */
    readonly providerVersions: Readonly<Record<string, string>>;
    readonly limits: {
      readonly maxIterations: number | null;
      readonly maxHours: number | null;
      readonly maxUsd: number | null;
    };
    /** Whether it stays alive at a gate; missing: it does not. */
    readonly stay?: boolean;
    readonly autoApprove: boolean;
    readonly acceptSuggestions: boolean;
    /** Check commands of the configuration; missing: not known. */
    readonly checks?: readonly Check[];
  };
  "iteration-started": { readonly phase: string };
  "attempt-started": {
    readonly token: string;
    readonly mark: string;
    /** Name of the log in `_logs/`. */
    readonly log: string;
    readonly provider: string;
    readonly profile: string;
    readonly model: string | null;
    readonly effort: string | null;
    /** `redelivery`: after a crash of the host; `timeUp`: the last words after the total clock. */
    readonly type: "first" | "retry" | "redelivery" | "repair" | "timeUp";
    /** Conversation that is resumed, if one is. */
    readonly resumes: string | null;
  };
  "provider-started": { readonly pid: number; readonly startTime: string };
  "attempt-ended": {
    readonly outcome: AttemptOutcome;
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly durationMs: number;
    /** Machine sleep inside the attempt. */
    readonly sleptMs: number;
    readonly conversation: string | null;
    readonly tokens: Tokens | null;
    readonly costUsd: number | null;
    /** The cost was worked out from the tokens: the provider told none. */
    readonly priced?: true;
    readonly turns: number | null;
    /** Tool calls the provider was not allowed. */
    readonly denials: readonly string[];
    readonly login: string | null;
    /** Tree at the end. */
    readonly tree: TreeFacts | null;
    /** Ref that keeps the work of an attempt that did not decide. */
    readonly kept: string | null;
    /** Processes that had to be ended after the leader was gone. */
    readonly swept: number;
  };
  "signal-read": { readonly reading: Reading };
  "check-ended": {
    readonly name: string;
    readonly command: string;
    readonly green: boolean;
    readonly exitCode: number | null;
    readonly durationMs: number;
    readonly log: string;
    /** sha256 hex of the log. */
    readonly logHash: string;
    readonly head: string | null;
    readonly tree: string | null;
    /** Short text that is equal for equal failures; empty when green. */
    readonly failure: string;
  };
  /** Tests, checks and their settings were compared with those at the approved plan. */
  "tests-compared": {
    /** Commit that was compared with; `null`: none is known. */
    readonly base: string | null;
    readonly head: string | null;
    readonly tree: string | null;
    readonly checks: readonly Check[];
    /** Everything that was found, accepted or not. */
    readonly findings: readonly ToldFinding[];
    /** What came of the old tests, or why they were not run, in words. */
    readonly oldTests: string;
    /** Changed paths that no phase of the plan names; `null`: the plan does not tell its files. */
    readonly outside: readonly string[] | null;
    /** Why nothing was compared; `null`: it was. */
    readonly skipped: string | null;
  };
  "decided": {
    readonly decision: DecisionKind;
    readonly rule: string;
    readonly from: string;
    readonly to: string;
    readonly refused: boolean;
    /** For the next prompt, the person and the overview. */
    readonly text: string;
    readonly needs: string | null;
    /** With `repeat`: the phase goes on with a stronger profile, once. */
    readonly escalated?: Escalation;
    readonly tree: TreeFacts | null;
    /** Ticked and all tasks of the plan. */
    readonly plan: { readonly ticked: number; readonly all: number } | null;
    /** With `hold`: what is waited for from here on, and the plan that was shown. */
    readonly wait: {
      readonly reason: string;
      readonly to: string | null;
      readonly plan: string | null;
      readonly planHash: string | null;
      /** What a person is asked to accept. */
      readonly findings?: readonly ToldFinding[];
    } | null;
    /** What the iteration led to, in a phase whose progress is commits. */
    readonly progress?: ProgressMark;
    /** What the next prompt says of work that goes round in circles. */
    readonly nudge?: string;
    readonly change: OverviewChange | null;
  };
  "overview-written": {
    readonly overview: string;
    /** Taken while no attempt runs and its tree is gone: what differs from it later is a person's. */
    readonly settled?: boolean;
  };
  "fields-restored": {
    readonly fields: readonly {
      readonly name: string;
      readonly found: string | null;
      readonly put: string;
    }[];
  };
  "person-edit": Actor & {
    readonly overview: string;
    readonly phase: string | null;
    readonly unblocked: boolean;
  };
  "gate-waiting": {
    /** `plan_approval`, `qa_answers`, `human_action`, `test_changes`. */
    readonly reason: string;
    readonly to: string | null;
    readonly plan: string | null;
    readonly planHash: string | null;
    readonly text: string;
    /** What a person is asked to accept; missing: nothing of the kind. */
    readonly findings?: readonly ToldFinding[];
    /** sha256 of the overview, taken when the tree is gone. */
    readonly overview: string;
  };
  "gate-opened": Actor & {
    readonly reason: string;
    readonly from: string;
    readonly to: string;
    readonly plan: string | null;
    readonly planHash: string | null;
    readonly note: string | null;
    /** Keys of the findings that are accepted from here on. */
    readonly accepted?: readonly string[];
    readonly change: OverviewChange | null;
  };
  "gate-rejected": Actor & {
    readonly reason: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly change: OverviewChange | null;
  };
  "limit-wait": {
    readonly provider: string;
    readonly window: string;
    /** ISO 8601. */
    readonly until: string;
    /** Told by the provider, or estimated by us. */
    readonly told: boolean;
    readonly ended: "reset" | "person" | "handOver" | null;
  };
  "request": Actor & {
    readonly verb: RequestVerb;
    readonly text: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly change: OverviewChange | null;
  };
  "notified": {
    readonly about: string;
    readonly sent: readonly string[];
    readonly failed: readonly string[];
  };
  "run-stopped": {
    readonly reason: StopReason;
    readonly code: number;
    readonly text: string;
    readonly next: string | null;
    /** sha256 of the overview when the tree was proven gone; `null` when it was not. */
    readonly overview: string | null;
    /** What all rows before this one add up to; missing where nobody could tell. */
    readonly sum?: RowsSum;
  };
}

/** What rows add up to, by the rules of one version of the program. */
export interface RowsSum {
  readonly version: string;
  /** The state of the session, its longest texts left out. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Names of the row kinds. */
export type RowKind = keyof RowBodies;

/** What the journal adds to every row. */
export interface RowCommon {
  /** Counts from 1. */
  readonly seq: number;
  readonly time: string;
  /** sha256 hex of the previous line's bytes without the newline; 64 zeros at first. */
  readonly prev: string;
  /** Id of the run, or `null` for rows of other commands; of a request, the run that is asked. */
  readonly run: string | null;
  readonly iteration: number;
  readonly attempt: number;
  /** `seq` of the request that this row uses up. */
  readonly answers?: number;
}

/** One row of one kind. */
export type RowOf<K extends RowKind> =
  & RowCommon
  & { readonly kind: K }
  & RowBodies[K];

/** One row. */
export type Row = { [K in RowKind]: RowOf<K> }[RowKind];

/** A row before the journal has given it `seq`, `time` and `prev`. */
export type NewRow = {
  [K in RowKind]:
    & {
      readonly kind: K;
      readonly run?: string | null;
      readonly iteration?: number;
      readonly attempt?: number;
      readonly answers?: number;
    }
    & RowBodies[K];
}[RowKind];
