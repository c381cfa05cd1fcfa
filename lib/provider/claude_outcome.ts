/**
 * Classifies how an attempt with Claude Code ended.
 *
 * Every failure of the service arrives as a "success" with an error in it, and an interrupted program exits with code 0;
 * so the structured causes decide, the exit code comes second and texts come last.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { ProviderEnd } from "./adapter.ts";
import { noAnswer } from "./claude_events.ts";
import {
  type FailureKind,
  fullWindow,
  lastTurn,
  limitOutcome,
  withoutResult,
} from "./end.ts";
import { oneLine } from "./json.ts";
import { resetTimeMs } from "./reset_time.ts";

/** What a cause means; the first of this list that was told decides. */
const kinds: readonly (readonly [string, FailureKind])[] = [
  ["startup_failure", "badInvocation"],
  ["error_max_turns", "turnLimit"],
  ["max_turns", "turnLimit"],
  ["error_max_budget_usd", "budgetLimit"],
  ["budget_exhausted", "budgetLimit"],
  ["refusal", "refused"],
  ["prompt_too_long", "contextFull"],
  ["billing_error", "billing"],
  ["authentication_failed", "login"],
  ["model_not_found", "unknownModel"],
  ["connection_failed", "network"],
  ["rate_limit", "overloaded"],
  ["overloaded", "overloaded"],
  ["status_401", "login"],
  ["status_402", "billing"],
  ["status_403", "login"],
  ["status_429", "overloaded"],
];

/** Causes behind which a full usage window may stand. */
const limitCodes = ["usage_limit_reached", "rate_limit", "status_429"];

/** The outcome of an attempt, unless the engine ended it itself. */
export function claudeOutcome(end: ProviderEnd): AttemptOutcome {
  const turn = lastTurn(end.events);
  if (turn === null) return withoutResult(end, classifyRetry);
  const { result, errors } = turn;
  if (!result.isError) {
    if (end.exitCode === 0) return { kind: "success" };
    const how = end.signal ?? `exit code ${end.exitCode}`;
    return { kind: "crashed", message: `${how} after a good result` };
  }
  const codes = errors.map(({ code }) => code);
  const started = end.events.some(({ kind }) => kind === "started");
  const message = codes.some((code) => code.startsWith("aborted_"))
    ? "the program was interrupted"
    : oneLine(result.text) || result.subtype;
  return limit(end, { codes, message }) ?? {
    // An error before the start is a refusal to start: an unknown conversation, for one.
    kind: classify(codes) ?? (started ? "crashed" : "badInvocation"),
    message,
  };
}

function classify(codes: readonly string[]): FailureKind | null {
  const known = kinds.find(([code]) => codes.includes(code));
  if (known !== undefined) return known[1];
  if (codes.some((code) => /^status_5\d\d$/.test(code))) return "overloaded";
  // The client calls it a server error where no answer came, too.
  return codes.includes("server_error") ? "network" : null;
}

/** Reads the reason of a retry: `overloaded (529)`. */
function classifyRetry(reason: string): FailureKind | null {
  const [, code = reason, status] = /^(\w+) \((\d+)\)$/.exec(reason) ?? [];
  if (status !== undefined) return classify([code, `status_${status}`]);
  return code === noAnswer ? "network" : classify([code]);
}

function limit(
  end: ProviderEnd,
  { codes, message }: {
    readonly codes: readonly string[];
    readonly message: string;
  },
): AttemptOutcome | null {
  if (!codes.some((code) => limitCodes.includes(code))) return null;
  const full = fullWindow(end.events);
  const told = full !== null || codes.includes("usage_limit_reached") ||
    /\bhit your .*\blimit\b/.test(message);
  // Without it, too many requests were made for a moment.
  if (!told) return null;
  const { nowMs, offsetMinutes = 0 } = end;
  return limitOutcome(full?.window ?? "usage", {
    resetsAtMs: full?.resetsAtMs ??
      resetTimeMs(message, { nowMs, offsetMinutes }),
    message,
  });
}
