/**
 * Decides whether an attempt that did not succeed is worth another one.
 *
 * @module
 */

import type { AttemptOutcome } from "./outcome.ts";

/** Limits on repeated attempts inside one iteration. */
export interface RetryPolicy {
  /** Most attempts that count, the first included. At least 1. */
  readonly maxAttempts: number;
  /** Wait before the second attempt; doubles each time. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** What the choice rests on. */
export interface RetryInput {
  /** How the newest attempt ended. */
  readonly outcome: AttemptOutcome;
  /** Failed attempts of this iteration that count, the newest included. */
  readonly failed: number;
  /** How often this iteration was delivered again after a limit or a crash of the host. */
  readonly redeliveries: number;
  readonly policy: RetryPolicy;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** What to do after an attempt. */
export type RetryDecision =
  | { readonly kind: "retry"; readonly delayMs: number }
  /** A usage limit. `untilMs` is epoch ms; `null`: the reset is unknown, wait `delayMs`. */
  | {
    readonly kind: "waitUntil";
    readonly untilMs: number | null;
    /** From now. */
    readonly delayMs: number;
    readonly window: string;
  }
  | {
    readonly kind: "giveUp";
    readonly stop: "failed" | "blocked";
    /** What is the case and what a person can do; one line. */
    readonly reason: string;
    /** One of the words of a blocked signal. */
    readonly needs: string;
  }
  /** Nothing failed, or somebody wanted the end. */
  | { readonly kind: "none" };

const MAX_REDELIVERIES = 5;
const FIRST_LIMIT_WAIT_MS = 5 * 60_000;
const MAX_LIMIT_WAIT_MS = 30 * 60_000;

/**
 * Chooses between another attempt, a wait and giving up.
 *
 * A limit and a crash of the host are nobody's fault: they do not count as attempts, but the iteration is
 * delivered again at most five times. What only a person can mend is given up at once.
 *
 * @example A service that is overloaded
 * ```ts
 * import { decideRetry } from "./retry.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const policy = { maxAttempts: 3, firstDelayMs: 5_000, maxDelayMs: 60_000 };
 * const outcome = { kind: "overloaded", message: "529" } as const;
 * const input = { outcome, redeliveries: 0, policy, nowMs: 0 };
 * assertEquals(decideRetry({ ...input, failed: 2 }), {
 *   kind: "retry",
 *   delayMs: 10_000,
 * });
 * assertEquals(decideRetry({ ...input, failed: 3 }).kind, "giveUp");
 * ```
 */
export function decideRetry(input: RetryInput): RetryDecision {
  const { outcome, failed, policy } = input;
  switch (outcome.kind) {
    case "success":
    case "cancelled":
      return { kind: "none" };
    case "limit":
      return afterLimit(outcome, input);
    case "cutOff":
      return tooManyDeliveries(input) ?? { kind: "retry", delayMs: 0 };
    case "login":
      return blocked(outcome, "log in with the provider's own program");
    case "billing":
      return blocked(outcome, "settle the account of the provider");
    case "unknownModel":
      return blocked(outcome, "configure a model that exists");
    case "badInvocation":
      return blocked(outcome, "mend what the program complains about");
    case "notStarted":
      return blocked(outcome, "install the program or set its path");
    case "budgetLimit":
      return undecided(outcome, "allow more money for the run");
    case "contextFull":
      return again(input, 2) ??
        undecided(outcome, "make the task or its files smaller");
    case "refused":
      return again(input, 2) ??
        undecided(outcome, "word the task in another way");
    case "overloaded":
    case "network":
    case "crashed":
    case "timeout":
    case "turnLimit":
      return again(input, policy.maxAttempts) ?? {
        kind: "giveUp",
        stop: "failed",
        reason: `${failed} of ${policy.maxAttempts} attempts failed, ` +
          `the last one so: ${outcome.message}`,
        needs: "investigation",
      };
  }
}

function again(
  { failed, policy }: RetryInput,
  most: number,
): RetryDecision | null {
  if (failed >= Math.min(most, policy.maxAttempts)) return null;
  const delayMs = doubled(policy.firstDelayMs, failed - 1);
  return { kind: "retry", delayMs: Math.min(delayMs, policy.maxDelayMs) };
}

function afterLimit(
  { window, resetsAtMs }: Extract<AttemptOutcome, { kind: "limit" }>,
  input: RetryInput,
): RetryDecision {
  const tooMany = tooManyDeliveries(input);
  if (tooMany !== null) return tooMany;
  // A reset that lies in the past told nothing: to trust it would hammer the service.
  if (resetsAtMs !== undefined && resetsAtMs > input.nowMs) {
    const delayMs = resetsAtMs - input.nowMs;
    return { kind: "waitUntil", untilMs: resetsAtMs, delayMs, window };
  }
  const delayMs = Math.min(
    doubled(FIRST_LIMIT_WAIT_MS, input.redeliveries),
    MAX_LIMIT_WAIT_MS,
  );
  return { kind: "waitUntil", untilMs: null, delayMs, window };
}

function tooManyDeliveries(
  { outcome, redeliveries }: RetryInput,
): RetryDecision | null {
  if (redeliveries < MAX_REDELIVERIES) return null;
  const limit = outcome.kind === "limit";
  return {
    kind: "giveUp",
    stop: "blocked",
    reason: `this step was started again ${redeliveries} times, ` +
      (limit
        ? `and the ${outcome.window} limit is still reached`
        : "and samocode was cut off each time"),
    needs: limit ? "human_decision" : "environment",
  };
}

/** Something outside must be mended first. */
function blocked(
  { message }: { readonly message: string },
  todo: string,
): RetryDecision {
  const reason = `${message}; ${todo}`;
  return { kind: "giveUp", stop: "blocked", reason, needs: "environment" };
}

/** A person must choose how to go on. */
function undecided(
  { message }: { readonly message: string },
  todo: string,
): RetryDecision {
  const reason = `${message}; ${todo}`;
  return { kind: "giveUp", stop: "blocked", reason, needs: "human_decision" };
}

function doubled(firstMs: number, times: number): number {
  return firstMs * 2 ** Math.max(0, times);
}
