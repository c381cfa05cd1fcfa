/**
 * Classifies how an attempt with Codex ended.
 *
 * Codex tells no codes: its sentences are all there is. Each pattern stands for a recorded one.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { ProviderEnd } from "./adapter.ts";
import {
  type FailureKind,
  lastTurn,
  limitOutcome,
  withoutResult,
} from "./end.ts";
import { objectAt, oneLine, parseObject, textAt } from "./json.ts";
import { resetTimeMs } from "./reset_time.ts";

/** Told with a straight or a curly apostrophe. */
const usageLimit = /\bhit your usage limit\b/;

const patterns: readonly (readonly [RegExp, FailureKind])[] = [
  [/\bupgrade to \w+: https:/, "billing"],
  [/^Quota exceeded\b/, "billing"],
  [/\bunexpected status 40[13]\b/, "login"],
  [/^Missing environment variable\b/, "login"],
  [/\bdoes not exist or you do not have access\b/, "unknownModel"],
  [/\bran out of room in the model's context window\b/, "contextFull"],
  [/\blast status: 429\b/, "overloaded"],
  [/\brate limit exceeded\b/, "overloaded"],
  [/\bexperiencing high demand\b/, "overloaded"],
  [/\bunexpected status 5\d\d\b/, "overloaded"],
  [/\bmodel is at capacity\b/, "overloaded"],
  [/\bstream disconnected before completion\b/, "network"],
  [/^Connection failed\b/, "network"],
  [/\bwaiting for network\b/, "network"],
];

/** The outcome of an attempt, unless the engine ended it itself. */
export function codexOutcome(end: ProviderEnd): AttemptOutcome {
  const turn = lastTurn(end.events);
  if (turn === null) return withoutResult(end, classify);
  if (!turn.result.isError) {
    if (end.exitCode === 0) return { kind: "success" };
    const how = end.signal ?? `exit code ${end.exitCode}`;
    return { kind: "crashed", message: `${how} after a good result` };
  }
  const message = oneLine(inner(turn.result.text)) || turn.result.subtype;
  if (usageLimit.test(message)) {
    const { nowMs, offsetMinutes = 0 } = end;
    const resetsAtMs = resetTimeMs(message, { nowMs, offsetMinutes });
    return limitOutcome("usage", { resetsAtMs, message });
  }
  return { kind: classify(message) ?? "crashed", message };
}

function classify(message: string): FailureKind | null {
  return patterns.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/** The sentence inside an answer of the service that was passed on as it came. */
function inner(text: string): string {
  const answer = parseObject(text);
  return textAt(objectAt(answer, "error"), "message") ?? text;
}
