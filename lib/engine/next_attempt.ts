/**
 * What follows on an attempt that did not decide its iteration: another one, a wait, another provider, or the end.
 *
 * @module
 */

import { adapterFor } from "../provider/adapters.ts";
import type { Interrupt } from "../system/host.ts";
import type { OpenIteration } from "../workflow/open_iteration.ts";
import type { AttemptOutcome } from "../workflow/outcome.ts";
import { decideRetry, type RetryDecision } from "../workflow/retry.ts";
import type { RowOf } from "../workflow/row.ts";
import type { AttemptType } from "../workflow/rows/attempt_rows.ts";
import { durationText } from "../workflow/timestamps.ts";
import { type Engine, pause, tell } from "./engine.ts";
import { firstFree, freeNow, handOver, handOverOnce } from "./hand_over.ts";
import type { EngineInput } from "./input.ts";
import { beginLimitWait, leaveLimitWait, sitOutLimit } from "./limit_wait.ts";
import { moneyUsedUp } from "./money.ts";

const MAX_DELAY_MS = 30 * 60_000;

/** What follows in an iteration that nothing has decided yet. */
export type Next =
  | { readonly kind: "attempt"; readonly type: AttemptType }
  | {
    readonly kind: "block";
    readonly rule: string;
    readonly text: string;
    readonly needs: string;
  }
  | { readonly kind: "end"; readonly end: Undecided };

/** How an iteration ends for now; it goes on under its number at the next run. */
export type Undecided =
  /** Attempts are used up. */
  | { readonly kind: "failed"; readonly text: string }
  /** The money of the run is used up. */
  | { readonly kind: "limit"; readonly text: string }
  | { readonly kind: "stopped"; readonly by: Interrupt | "request" };

/** Chooses between another attempt, a wait, and the end; waits where it must. */
export async function nextAttempt(engine: Engine): Promise<Next> {
  const { state } = engine.store;
  const usedUp = moneyUsedUp(engine);
  if (usedUp !== null) {
    return { kind: "end", end: { kind: "limit", text: usedUp } };
  }
  if (state.limitWait !== null) {
    const waited = await endLimitWait(engine, state.limitWait);
    return waited === "stopped" ? stopped(engine) : attempt("redelivery");
  }
  const open = state.open!;
  const outcome = open.lastOutcome;
  if (outcome === null) {
    return attempt(open.attempts === 0 ? "first" : "retry");
  }
  if (outcome.kind === "success") return attempt("repair");
  if (lastWordsDue(engine.input, open)) return attempt("timeUp");
  const retry = decideRetry({
    outcome,
    failed: open.failed,
    redeliveries: open.redeliveries,
    policy: {
      maxAttempts: engine.input.maxAttempts,
      firstDelayMs: engine.input.retryDelayMs,
      maxDelayMs: MAX_DELAY_MS,
    },
    nowMs: engine.clock.now(),
  });
  return await followRetry(engine, { retry, outcome });
}

/** Sits a limit out, unless another provider of this run may work meanwhile. */
async function endLimitWait(
  engine: Engine,
  wait: RowOf<"limit-wait">,
): Promise<"over" | "stopped"> {
  engine.memory.exhausted.set(wait.provider, Date.parse(wait.until));
  if (freeNow(engine) === null) return await sitOutLimit(engine, wait);
  await leaveLimitWait(engine, wait);
  return "over";
}

/** Whether the attempt ran out of time while it worked: then its conversation is asked once to leave things sound. */
function lastWordsDue(input: EngineInput, open: OpenIteration): boolean {
  return open.lastOutcome?.kind === "timeout" &&
    open.lastOutcome.clock === "total" && open.lastType !== "timeUp" &&
    canResume(input, open);
}

/** Whether the newest conversation of an iteration can be gone on with, by the provider that had it. */
export function canResume(
  { providers }: EngineInput,
  { conversation, provider }: OpenIteration,
): boolean {
  const its = providers.find(({ name }) => name === provider);
  return conversation !== null && its !== undefined &&
    adapterFor(its)?.resumes === true;
}

async function followRetry(
  engine: Engine,
  { retry, outcome }: {
    readonly retry: RetryDecision;
    readonly outcome: AttemptOutcome;
  },
): Promise<Next> {
  switch (retry.kind) {
    case "none":
      // Somebody interrupted it: the same step again, without a charge.
      return attempt("retry");
    case "giveUp":
      return giveUp(engine, { retry, outcome });
    case "retry": {
      const how = await delay(engine, { delayMs: retry.delayMs, outcome });
      return how === "stopped"
        ? stopped(engine)
        : attempt(outcome.kind === "cutOff" ? "redelivery" : "retry");
    }
    case "waitUntil":
      if (
        handOver(engine, retry.untilMs ?? engine.clock.now() + retry.delayMs)
      ) {
        return attempt("redelivery");
      }
      await beginLimitWait(engine, {
        retry,
        other: firstFree(engine, engine.store.state.open!.provider!),
      });
      return await nextAttempt(engine);
  }
}

function giveUp(
  engine: Engine,
  { retry, outcome }: {
    readonly retry: Extract<RetryDecision, { kind: "giveUp" }>;
    readonly outcome: AttemptOutcome;
  },
): Next {
  const outage = ["login", "network", "overloaded"].includes(outcome.kind);
  if (outage && handOverOnce(engine)) return attempt("retry");
  if (retry.stop === "blocked") {
    return {
      kind: "block",
      rule: outcome.kind,
      text: retry.reason,
      needs: retry.needs,
    };
  }
  return { kind: "end", end: { kind: "failed", text: retry.reason } };
}

async function delay(
  engine: Engine,
  { delayMs, outcome }: {
    readonly delayMs: number;
    readonly outcome: AttemptOutcome;
  },
): Promise<"over" | "stopped" | "requested"> {
  if (delayMs === 0) return "over";
  tell(engine, "retry", {
    level: "warn",
    text: `Again in ${durationText(delayMs)} (${outcome.kind})`,
    detail: true,
  });
  const how = await pause(
    engine,
    delayMs,
    (requests) => requests.some((r) => r.verb === "retry" || r.verb === "stop"),
  );
  return asksToStop(engine) ? "stopped" : how;
}

function asksToStop({ store }: Engine): boolean {
  return store.state.requests.some((request) => request.verb === "stop");
}

function stopped({ host }: Engine): Next {
  return {
    kind: "end",
    end: { kind: "stopped", by: host.interrupted() ?? "request" },
  };
}

function attempt(type: AttemptType): Next {
  return { kind: "attempt", type };
}
