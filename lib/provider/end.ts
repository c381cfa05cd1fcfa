/**
 * What the outcomes of all programs have in common: the last turn, and an end without a result.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { ProviderEnd, ProviderEvent } from "./adapter.ts";
import { oneLine } from "./json.ts";
import { stderrMessage } from "./stderr.ts";

/** Outcomes that need nothing but words. */
export type FailureKind = Exclude<
  AttemptOutcome["kind"],
  "success" | "limit" | "notStarted" | "timeout" | "cancelled" | "cutOff"
>;

/** One kind of event. */
export type EventOf<K extends ProviderEvent["kind"]> = Extract<
  ProviderEvent,
  { kind: K }
>;

/** The last turn that came to an end. */
export interface LastTurn {
  readonly result: EventOf<"result">;
  /** Errors told since the result before, if there was one. */
  readonly errors: readonly EventOf<"error">[];
}

/** The last turn that came to an end, or `null`: only the last result counts. */
export function lastTurn(events: readonly ProviderEvent[]): LastTurn | null {
  const last = events.findLastIndex(({ kind }) => kind === "result");
  const result = events[last];
  if (result?.kind !== "result") return null;
  const before = events.slice(0, last);
  const begin = before.findLastIndex(({ kind }) => kind === "result") + 1;
  return {
    result,
    errors: before.slice(begin).filter((event) => event.kind === "error"),
  };
}

/** The usage window that stops work the longest, or `null` when none does. */
export function fullWindow(
  events: readonly ProviderEvent[],
): EventOf<"limit"> | null {
  const until = (limit: EventOf<"limit">) => limit.resetsAtMs ?? 0;
  return events.filter((event) => event.kind === "limit")
    .filter(({ status }) => status === "rejected")
    .reduce<EventOf<"limit"> | null>(
      (longest, limit) =>
        longest === null || until(limit) > until(longest) ? limit : longest,
      null,
    );
}

/** The outcome for a usage limit. */
export function limitOutcome(
  window: string,
  { resetsAtMs, message }: {
    readonly resetsAtMs: number | null;
    readonly message: string;
  },
): AttemptOutcome {
  return {
    kind: "limit",
    window,
    ...(resetsAtMs === null ? {} : { resetsAtMs }),
    message,
  };
}

/**
 * The outcome of a program that ended without any result.
 *
 * @param classify What the reason of a retry, or the code of an error, means.
 */
export function withoutResult(
  end: ProviderEnd,
  classify: (reason: string) => FailureKind | null,
): AttemptOutcome {
  const told = stderrMessage(end.stderr);
  const how = end.signal ?? `exit code ${end.exitCode}`;
  if (end.events.length === 0 && (end.exitCode ?? 0) !== 0 && told !== "") {
    return { kind: "badInvocation", message: told };
  }
  const last = end.events.findLast((event) =>
    event.kind === "retrying" || event.kind === "error"
  );
  const cause = last?.kind === "error"
    ? { code: last.code, words: last.message || last.code }
    : last?.kind === "retrying"
    ? { code: last.reason, words: last.reason }
    : null;
  const words = cause?.words ?? told;
  return {
    kind: (cause === null ? null : classify(cause.code)) ?? "crashed",
    message: oneLine(
      `${how} without a result${words === "" ? "" : `: ${words}`}`,
    ),
  };
}
