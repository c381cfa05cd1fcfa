/**
 * What has begun and is not done: an iteration, its attempt, what a person asks.
 *
 * @module
 */

import type { AttemptOutcome } from "./outcome.ts";
import type { RowOf } from "./row.ts";
import type { AttemptType } from "./rows/attempt_rows.ts";
import type { Reading } from "./signal.ts";
import type { Spending } from "./spending.ts";

/** An attempt without an `attempt-ended` row. */
export interface OpenAttempt {
  readonly attempt: number;
  readonly mark: string;
  readonly log: string;
  readonly provider: string;
  /** `null` until the program's start was journaled. */
  readonly pid: number | null;
  readonly startTime: string | null;
}

/** The iteration that has begun and is not decided. */
export interface OpenIteration {
  readonly phase: string;
  /** Attempts begun. */
  readonly attempts: number;
  /** Attempts that count against the limit of attempts. */
  readonly failed: number;
  /** Deliveries of the same step after a limit or a crash. */
  readonly redeliveries: number;
  /** Whether the repair turn was used. */
  readonly repaired: boolean;
  /** Of the newest attempt. */
  readonly token: string | null;
  readonly provider: string | null;
  readonly profile: string | null;
  readonly lastType: AttemptType | null;
  /** Conversation of the newest attempt that told one. */
  readonly conversation: string | null;
  /** What that conversation has used so far in this iteration; providers tell totals. */
  readonly conversationUsed: Spending;
  readonly lastOutcome: AttemptOutcome | null;
  /** How the newest attempt that failed ended, in words. */
  readonly trouble: string | null;
  /** Ref that keeps the work of the newest attempt that did not decide. */
  readonly kept: string | null;
  /** The reading that was journaled for the newest attempt. */
  readonly reading: Reading | null;
  /** What the person said that its prompts tell: an attempt that begins anew knows nothing of the one before. */
  readonly said: readonly OpenRequest[];
}

/** Request of a person that nothing used up yet. */
export type OpenRequest = RowOf<"request">;
