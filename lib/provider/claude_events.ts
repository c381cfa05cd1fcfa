/**
 * Reads the lines that Claude Code writes in its `stream-json` format.
 *
 * Keys come in any order, lines of unknown types are normal, and one turn may follow another in the same stream.
 *
 * @module
 */

import type { ProviderEvent } from "./adapter.ts";
import { claudeLimits } from "./claude_limits.ts";
import { claudeResult } from "./claude_result.ts";
import {
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  oneLine,
  parseObject,
  textAt,
} from "./json.ts";

/**
 * Beginnings of lines that never give an event.
 *
 * Lines of the type `user` are wanted although they can be long: only they tell that a tool failed.
 */
export const uselessToClaude: readonly string[] = [
  '{"type":"stream_event"',
  '{"type":"system","subtype":"task_',
  '{"type":"system","subtype":"hook_',
  '{"type":"system","subtype":"thinking_tokens"',
  '{"type":"system","subtype":"background_tasks_changed"',
];

/** Beginnings of lines that tell the results of tools and nothing else. */
export const resultsOfClaude: readonly string[] = ['{"type":"user"'];

/** The reason of a retry after a connection that was lost or never made. */
export const noAnswer = "no answer from the service";

/** Events of one line; never throws. */
export function claudeEvents(line: string): readonly ProviderEvent[] {
  const json = parseObject(line);
  switch (json?.["type"]) {
    case "system":
      return system(json);
    case "assistant":
      return assistant(json);
    case "user":
      return toolResults(json);
    case "rate_limit_event":
      return claudeLimits(objectAt(json, "rate_limit_info"));
    case "result":
      return claudeResult(json);
    default:
      return [];
  }
}

function system(json: Json): readonly ProviderEvent[] {
  switch (json["subtype"]) {
    case "init":
      return [{
        kind: "started",
        conversation: textAt(json, "session_id"),
        model: textAt(json, "model"),
        version: textAt(json, "claude_code_version"),
        // Where the API key came from; `none` is a login by subscription, or no login at all.
        login: textAt(json, "apiKeySource"),
      }];
    case "api_retry": {
      const status = numberAt(json, "error_status");
      const reason = textAt(json, "error") ?? "unknown";
      return [{
        kind: "retrying",
        attempt: numberAt(json, "attempt") ?? 1,
        reason: status !== null
          ? `${reason} (${status})`
          : reason === "unknown"
          ? noAnswer
          : reason,
      }];
    }
    case "permission_denied":
      return [{ kind: "denied", tool: textAt(json, "tool_name") ?? "unknown" }];
    default:
      return [];
  }
}

function assistant(json: Json): readonly ProviderEvent[] {
  const blocks = objectsAt(objectAt(json, "message"), "content");
  const failed = textAt(json, "api_error") ?? textAt(json, "error");
  if (failed === null) return blocks.flatMap(block);
  const params = objectAt(json, "api_error_params");
  const texts = blocks.map((item) => textAt(item, "text") ?? "");
  return [
    ...claudeLimits(objectAt(params, "rate_limit_info")),
    { kind: "error", code: failed, message: oneLine(texts.join("\n")) },
  ];
}

function block(json: Json): readonly ProviderEvent[] {
  const text = textAt(json, "text");
  if (json["type"] === "text" && text !== null) return [{ kind: "text", text }];
  const name = textAt(json, "name");
  if (json["type"] !== "tool_use" || name === null) return [];
  return [{ kind: "tool", name, target: target(objectAt(json, "input")) }];
}

/** What a tool call is about: the first of the usual inputs. */
function target(input: Json | null): string {
  const keys = [
    "file_path",
    "notebook_path",
    "command",
    "pattern",
    "path",
    "url",
    "query",
    "skill",
    "description",
  ];
  const found = keys.map((key) => textAt(input, key))
    .find((text) => text !== null);
  return oneLine(found ?? "", 200);
}

function toolResults(json: Json): readonly ProviderEvent[] {
  return objectsAt(objectAt(json, "message"), "content")
    .filter((item) => item["type"] === "tool_result")
    .map((item) => ({
      kind: "toolResult",
      isError: item["is_error"] === true,
      text: resultText(item).slice(0, 2000),
    }));
}

function resultText(item: Json): string {
  return textAt(item, "content") ??
    objectsAt(item, "content").map((part) => textAt(part, "text") ?? "")
      .join("\n");
}
