/**
 * Reads the output of a described program: objects, one a line, in which dotted paths name what counts.
 *
 * @module
 */

import type { Tokens } from "../workflow/spending.ts";
import type { ProviderEvent } from "./adapter.ts";
import { type Json, oneLine, parseObject } from "./json.ts";

/**
 * Where in an object something is: keys and places of lists with dots between them, `part.state.0.title`; `null`: nowhere.
 *
 * `result` and `error` are conditions: a path alone holds where it leads to something, `type=result` where that is this word.
 */
export interface CommandFields {
  /** What the program says. */
  readonly text: string | null;
  /** Name of a tool that it calls. */
  readonly tool: string | null;
  /** What the tool is called for. */
  readonly target: string | null;
  /** Id of the conversation. */
  readonly conversation: string | null;
  readonly model: string | null;
  /** Holds for the line that ends a turn. */
  readonly result: string | null;
  /** Holds for a line that tells a failure. */
  readonly error: string | null;
  /** Words for a failure. */
  readonly message: string | null;
  /** US dollars: of the whole attempt in a line that ends a turn, else of one step. */
  readonly cost: string | null;
  /** Counts, like the cost. */
  readonly tokens: {
    readonly input: string | null;
    readonly output: string | null;
    readonly cacheRead: string | null;
    readonly cacheWrite: string | null;
  } | null;
}

/** Events of one line; none for what is no object. */
export function fieldEvents(
  line: string,
  fields: CommandFields,
): readonly ProviderEvent[] {
  const json = parseObject(line);
  if (json === null) return [];
  const tool = textIn(json, fields.tool);
  const text = textIn(json, fields.text);
  const said: ProviderEvent[] = [
    ...(tool === null ? [] : [{
      kind: "tool" as const,
      name: oneLine(tool),
      target: oneLine(textIn(json, fields.target) ?? "", 200),
    }]),
    ...(text === null || tool !== null
      ? []
      : [{ kind: "text" as const, text }]),
  ];
  const end = endOf(json, { fields, text });
  // Where every line names its conversation, the first and the last of a turn are enough.
  const conversation = said.length > 0 && end === null
    ? null
    : textIn(json, fields.conversation);
  return [
    ...(conversation === null ? [] : [{
      kind: "started" as const,
      conversation,
      model: textIn(json, fields.model),
      version: null,
      login: null,
    }]),
    ...(end?.kind === "result" ? [] : said),
    ...(end === null ? [] : [end]),
  ];
}

function endOf(
  json: Json,
  { fields, text }: {
    readonly fields: CommandFields;
    readonly text: string | null;
  },
): ProviderEvent | null {
  const isError = holds(json, fields.error);
  const message = textIn(json, fields.message) ?? text ?? "";
  const costUsd = numberIn(json, fields.cost);
  const tokens = tokensIn(json, fields);
  if (holds(json, fields.result)) {
    return {
      kind: "result",
      isError,
      subtype: isError ? "error" : "success",
      text: message,
      turns: null,
      costUsd,
      tokens,
      cumulative: false,
      denials: [],
    };
  }
  if (isError) return { kind: "error", code: "error", message };
  return costUsd === null && tokens === null
    ? null
    : { kind: "usage", costUsd, tokens };
}

function tokensIn(json: Json, { tokens }: CommandFields): Tokens | null {
  if (tokens === null) return null;
  const { input, output, cacheRead, cacheWrite } = tokens;
  const counts = [input, output, cacheRead, cacheWrite]
    .map((path) => numberIn(json, path));
  if (counts.every((count) => count === null)) return null;
  const [a, b, c, d] = counts.map((count) => count ?? 0);
  return { input: a!, output: b!, cacheRead: c!, cacheWrite: d! };
}

function holds(json: Json, condition: string | null): boolean {
  if (condition === null) return false;
  const at = condition.indexOf("=");
  const value = valueAt(json, at < 0 ? condition : condition.slice(0, at));
  if (at >= 0) return String(value ?? "") === condition.slice(at + 1);
  return value !== null && value !== undefined && value !== false &&
    value !== "";
}

function textIn(json: Json, path: string | null): string | null {
  const value = path === null ? null : valueAt(json, path);
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function numberIn(json: Json, path: string | null): number | null {
  const value = path === null ? null : valueAt(json, path);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function valueAt(json: Json, path: string): unknown {
  return path.split(".").reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Json)[key]
        : undefined,
    json,
  );
}
