/**
 * Waiting until a provider's usage limit is reset: journaled first, so that a restart waits for the same moment.
 *
 * @module
 */

import type { RetryDecision } from "../workflow/retry.ts";
import type { NewRow, RowOf } from "../workflow/row.ts";
import type { RequestVerb } from "../workflow/rows/person_rows.ts";
import {
  clockStamp,
  durationText,
  isoStamp,
  type Moment,
} from "../workflow/timestamps.ts";
import { type Engine, momentOf, pause, tell } from "./engine.ts";
import { notify } from "./notices.ts";

/** Clients that all come back at the very second of a reset meet the next limit. */
const FIRST_JITTER_MS = 2_000;

/** Journals the wait and sends a notice, once; it ends earlier where `other` of the chain can be used earlier. */
export async function beginLimitWait(
  engine: Engine,
  { retry, other }: {
    readonly retry: Extract<RetryDecision, { kind: "waitUntil" }>;
    readonly other: {
      readonly provider: string;
      readonly untilMs: number;
    } | null;
  },
): Promise<void> {
  const { store } = engine;
  const now = momentOf(engine);
  const jitterMs = FIRST_JITTER_MS + store.state.seq % 8 * 1_000;
  const toldMs = other?.untilMs ?? retry.untilMs;
  const untilMs = (toldMs ?? now.atMs + retry.delayMs) + jitterMs;
  const until = { ...now, atMs: untilMs };
  await store.append({
    kind: "limit-wait",
    provider: other?.provider ?? store.state.open?.provider ?? "",
    window: retry.window,
    until: isoStamp(until),
    told: toldMs !== null,
    ended: null,
  });
  await notify(engine, {
    about: "limit",
    text: waitText(now, { window: retry.window, untilMs }),
  });
}

/** Waits for the moment of the journal; a person may end it with `retry`. */
export async function sitOutLimit(
  engine: Engine,
  wait: RowOf<"limit-wait">,
): Promise<"over" | "stopped"> {
  const { store, clock, memory } = engine;
  const beganMs = clock.steady();
  const now = momentOf(engine);
  const untilMs = Date.parse(wait.until);
  const text = waitText(now, { window: wait.window, untilMs });
  tell(engine, "limit", { level: "warn", text });
  const how = await pause(
    engine,
    Math.max(0, untilMs - now.atMs),
    (requests) => requests.some((r) => r.verb === "retry" || r.verb === "stop"),
  );
  memory.idleMs += clock.steady() - beganMs;
  // Somebody who stops the run does not end the limit: the next run waits on.
  if (how === "stopped" || asks(engine, "stop")) return "stopped";
  // The person knows better than what was told before.
  if (how === "requested") memory.exhausted.clear();
  const retry = store.state.requests.find((r) => r.verb === "retry");
  await store.append({
    ...endOf(wait, how === "over" ? "reset" : "person"),
    ...(retry === undefined ? {} : { answers: retry.seq }),
  });
  tell(engine, "limit-over", {
    text: how === "over" ? "The limit is over" : "Tried again on request",
    detail: true,
  });
  return "over";
}

/** Ends a wait that need not be sat out: another provider works. */
export async function leaveLimitWait(
  { store }: Engine,
  wait: RowOf<"limit-wait">,
): Promise<void> {
  await store.append(endOf(wait, "handOver"));
}

function endOf(
  { kind, provider, window, until, told }: RowOf<"limit-wait">,
  ended: RowOf<"limit-wait">["ended"],
): NewRow {
  return { kind, provider, window, until, told, ended };
}

function waitText(
  now: Moment,
  { window, untilMs }: { readonly window: string; readonly untilMs: number },
): string {
  const until = clockStamp({ ...now, atMs: untilMs });
  const left = durationText(Math.max(0, untilMs - now.atMs));
  return `Limit (${window}) until ${until} (${left})`;
}

function asks({ store }: Engine, verb: RequestVerb): boolean {
  return store.state.requests.some((request) => request.verb === verb);
}
