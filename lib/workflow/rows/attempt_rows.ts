/**
 * Rows about one start of the provider program.
 *
 * @module
 */

import type { AttemptOutcome } from "../outcome.ts";
import type { Reading } from "../signal.ts";
import type { Tokens } from "../spending.ts";
import type { TreeFacts } from "../tree_facts.ts";

/** Why an attempt is made. `redelivery`: after a crash of the host; `timeUp`: the last words after the total clock. */
export type AttemptType =
  | "first"
  | "retry"
  | "redelivery"
  | "repair"
  | "timeUp";

/** Rows of an attempt. */
export interface AttemptRows {
  "attempt-started": {
    readonly token: string;
    readonly mark: string;
    /** Name of the log in `_logs/`. */
    readonly log: string;
    readonly provider: string;
    readonly profile: string;
    readonly model: string | null;
    readonly effort: string | null;
    readonly type: AttemptType;
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
}
