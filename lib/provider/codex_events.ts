/**
 * Reads the lines that `codex exec --json` writes.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";
import type { ProviderEvent } from "./adapter.ts";
import {
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  oneLine,
  parseObject,
  textAt,
} from "./json.ts";

/** Beginnings of lines that never give an event; an item that is updated will be completed, too. */
export const uselessToCodex: readonly string[] = [
  '{"type":"turn.started"',
  '{"type":"item.updated"',
];

/** How a line begins that tells the result of a tool and nothing else. */
const toolResult =
  /^\{"type":"item\.completed","item":\{"id":"\w*","type":"(command_execution|file_change|mcp_tool_call|web_search)"/;

/** Whether a line that starts with these bytes tells the result of a tool and nothing else. */
export function isResultOfCodex(head: Uint8Array): boolean {
  return toolResult.test(new TextDecoder().decode(head));
}

/** Events of one line; never throws. */
export function codexEvents(line: string): readonly ProviderEvent[] {
  const json = parseObject(line);
  switch (json?.["type"]) {
    case "thread.started":
      return [{
        kind: "started",
        conversation: textAt(json, "thread_id"),
        model: null,
        version: null,
        login: null,
      }];
    case "item.started":
      return itemStarted(objectAt(json, "item"));
    case "item.completed":
      return itemCompleted(objectAt(json, "item"));
    case "error":
      return failure(textAt(json, "message") ?? "");
    case "turn.completed":
      return [result({ tokens: tokens(objectAt(json, "usage")) })];
    case "turn.failed":
      return [
        result({ error: textAt(objectAt(json, "error"), "message") ?? "" }),
      ];
    default:
      return [];
  }
}

function itemStarted(item: Json | null): readonly ProviderEvent[] {
  const type = textAt(item, "type");
  if (type === null || isWords(type)) return [];
  const keys = ["command", "tool", "query", "path"];
  const target = keys.map((key) => textAt(item, key))
    .find((text) => text !== null) ??
    objectsAt(item, "changes").map((change) => textAt(change, "path") ?? "")
      .join(", ");
  const shown = target.replace(shellCall, "$2");
  return [{
    kind: "tool",
    name: toolNames.get(type) ?? type,
    target: oneLine(shown, 200),
  }];
}

/** Every command is wrapped into a call of the login shell. */
const shellCall = /^\S*\b(?:ba|z)?sh -lc (['"]?)(.*)\1$/s;

const toolNames: ReadonlyMap<string, string> = new Map([
  ["command_execution", "Shell"],
  ["file_change", "Edit"],
  ["web_search", "WebSearch"],
]);

function itemCompleted(item: Json | null): readonly ProviderEvent[] {
  const type = textAt(item, "type");
  const text = textAt(item, "text");
  if (type === "agent_message" && text !== null) {
    return [{ kind: "text", text }];
  }
  if (item === null || type === null || isWords(type)) return [];
  return [{
    kind: "toolResult",
    isError: item["status"] === "failed",
    text: (textAt(item, "aggregated_output") ?? "").slice(0, 2000),
  }];
}

/** Items that are no tool; one of type `error` is a mere warning. */
function isWords(type: string): boolean {
  return ["agent_message", "reasoning", "error", "todo_list"].includes(type);
}

/** Most errors are told while the program still tries, only `turn.failed` is the last word. */
function failure(message: string): readonly ProviderEvent[] {
  const match = /^Reconnecting\.\.\. (?:(\d+)\/\d+ )?(.*)$/s.exec(
    message,
  );
  if (match === null) return [{ kind: "error", code: message, message }];
  const [, attempt = "1", reason = ""] = match;
  return [{
    kind: "retrying",
    attempt: Number(attempt),
    reason: oneLine(reason.replace(/^\((.*)\)$/s, "$1")),
  }];
}

function result(
  { error, tokens = null }: {
    readonly error?: string;
    readonly tokens?: Tokens | null;
  },
): ProviderEvent {
  return {
    kind: "result",
    isError: error !== undefined,
    subtype: error === undefined ? "turn.completed" : "turn.failed",
    text: error ?? "",
    turns: null,
    costUsd: null,
    tokens,
    cumulative: true,
    denials: [],
  };
}

/** Codex counts what came from the cache as input, too. */
function tokens(usage: Json | null): Tokens | null {
  if (usage === null) return null;
  const input = numberAt(usage, "input_tokens") ?? 0;
  const cacheRead = numberAt(usage, "cached_input_tokens") ?? 0;
  const cacheWrite = numberAt(usage, "cache_write_input_tokens") ?? 0;
  return {
    input: Math.max(0, input - cacheRead - cacheWrite),
    output: numberAt(usage, "output_tokens") ?? 0,
    cacheRead,
    cacheWrite,
  };
}
