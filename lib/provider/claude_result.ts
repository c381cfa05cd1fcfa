/**
 * Reads the line with which Claude Code ends a turn.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";
import type { ProviderEvent } from "./adapter.ts";
import {
  asObject,
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
} from "./json.ts";

/** The result; before it an error that names the cause, when it tells of one. */
export function claudeResult(json: Json): readonly ProviderEvent[] {
  // A missing word on errors is no success.
  const isError = json["is_error"] !== false;
  const subtype = textAt(json, "subtype") ?? "unknown";
  const text = textAt(json, "result") ?? errorText(json);
  const result: ProviderEvent = {
    kind: "result",
    isError,
    subtype,
    text,
    turns: numberAt(json, "num_turns"),
    costUsd: numberAt(json, "total_cost_usd"),
    tokens: tokens(json),
    cumulative: true,
    denials: objectsAt(json, "permission_denials")
      .map((denial) => textAt(denial, "tool_name") ?? "unknown"),
  };
  if (!isError) return [result];
  const causes = codes(json, subtype);
  return [
    ...causes.map((code) => ({ kind: "error", code, message: text } as const)),
    result,
  ];
}

/** Everything that names the cause, the surest first. */
function codes(json: Json, subtype: string): readonly string[] {
  const status = numberAt(json, "api_error_status");
  const terminal = textAt(json, "terminal_reason");
  return [
    textAt(json, "startup_failure_reason") === null ? null : "startup_failure",
    textAt(json, "api_error"),
    json["stop_reason"] === "refusal" ? "refusal" : null,
    // These two come with every failure.
    terminal === "api_error" || terminal === "completed" ? null : terminal,
    subtype === "success" ? null : subtype,
    status === null ? null : `status_${status}`,
  ].filter((code) => code !== null);
}

function errorText(json: Json): string {
  const errors = json["errors"];
  if (!Array.isArray(errors)) return "";
  return errors.filter((error) => typeof error === "string").join("; ");
}

/** Sums over all models; the `usage` beside them counts the last turn alone and no subagents. */
function tokens(json: Json): Tokens | null {
  const usage = objectAt(json, "modelUsage");
  if (usage === null) return null;
  const models = Object.values(usage).map(asObject);
  const sum = (key: string) =>
    models.reduce((all, model) => all + (numberAt(model, key) ?? 0), 0);
  return {
    input: sum("inputTokens"),
    output: sum("outputTokens"),
    cacheRead: sum("cacheReadInputTokens"),
    cacheWrite: sum("cacheCreationInputTokens"),
  };
}
