/**
 * What a provider told, for a person.
 *
 * @module
 */

import type { ProviderEvent } from "../../provider/adapter.ts";
import { countText, usdText } from "../../workflow/amounts.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { printable } from "../../workflow/printable.ts";
import { totalTokens } from "../../workflow/spending.ts";
import { type Moment, textStamp } from "../../workflow/timestamps.ts";

/** Longest text of a failed tool that is shown. */
const MAX_ERROR = 300;

/**
 * The lines for an event; none for those that tell a person nothing.
 *
 * @param offsetMinutes Local time, in minutes east of UTC.
 *
 * @example
 * ```ts
 * import { eventLines } from "./event_lines.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const event = { kind: "tool", name: "Edit", target: "src/a.ts" } as const;
 * assertEquals(eventLines(event, 0), ["> Edit src/a.ts"]);
 * ```
 */
export function eventLines(
  event: ProviderEvent,
  offsetMinutes: number,
): readonly string[] {
  switch (event.kind) {
    case "started":
      return [event.model, event.version].some((told) => told !== null)
        ? [`: ${words([event.model, event.version])}`]
        : [];
    case "text": {
      const text = printable(event.text).trim();
      return text === "" ? [] : text.split("\n");
    }
    case "tool":
      return [`> ${words([event.name, event.target])}`];
    case "toolResult":
      return event.isError ? [`  ! ${shortened(event.text)}`] : [];
    case "limit":
      return limitLines(event, { atMs: event.resetsAtMs ?? 0, offsetMinutes });
    case "retrying":
      return [`! retry ${event.attempt}: ${oneLine(event.reason)}`];
    case "denied":
      return [`! not allowed: ${oneLine(event.tool)}`];
    case "error":
      return [`! ${words([event.code, event.message])}`];
    case "usage":
      return [];
    case "result":
      return [`= ${resultText(event)}`];
  }
}

function limitLines(
  event: Extract<ProviderEvent, { kind: "limit" }>,
  resets: Moment,
): readonly string[] {
  const { status, window, resetsAtMs, utilization } = event;
  if (status === "allowed") return [];
  const used = utilization === null
    ? ""
    : `, ${Math.round(utilization * 100)} % used`;
  const until = resetsAtMs === null ? "" : `, reset ${textStamp(resets)}`;
  return [`! limit ${oneLine(window)}: ${status}${used}${until}`];
}

function resultText(
  event: Extract<ProviderEvent, { kind: "result" }>,
): string {
  const { isError, subtype, text, turns, costUsd, tokens, denials } = event;
  return [
    isError ? `failed (${words([subtype])}): ${shortened(text)}` : "end",
    ...(turns === null ? [] : [`${turns} turns`]),
    ...(tokens === null ? [] : [`${countText(totalTokens(tokens))} tokens`]),
    ...(costUsd === null ? [] : [usdText(costUsd)]),
    ...(denials.length === 0 ? [] : [`not allowed: ${words(denials)}`]),
  ].join(", ");
}

function words(parts: readonly (string | null)[]): string {
  return oneLine(
    parts.filter((part) => part !== null && part !== "").join(" "),
  );
}

function shortened(text: string): string {
  const line = oneLine(text);
  return line.length > MAX_ERROR ? `${line.slice(0, MAX_ERROR)}…` : line;
}
