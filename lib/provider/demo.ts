/**
 * The built-in demo provider: samocode itself plays the agent, without a model, a login or a bill.
 *
 * Its agent is the hidden subcommand `demo-agent`, which tells its steps as one JSON object per line.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Tokens } from "../workflow/row.ts";
import type { Adapter, ProviderEnd, ProviderEvent } from "./adapter.ts";

/** One line of the demo agent's standard output. */
export type DemoLine =
  | { readonly demo: "started"; readonly version: string }
  | { readonly demo: "text"; readonly text: string }
  | { readonly demo: "tool"; readonly name: string; readonly target: string }
  | {
    readonly demo: "result";
    readonly ok: boolean;
    readonly text: string;
    readonly turns: number;
    readonly costUsd: number;
    readonly tokens: Tokens;
  };

/** What is known about the demo agent. */
export const demo: Adapter = {
  name: "demo",
  executable: "samocode",
  polite: "SIGTERM",
  reportsCost: true,
  resumes: false,
  unreadInstructions: [],
  command: ({ extraArgs }) => ({
    args: ["demo-agent", ...extraArgs],
    env: {},
    dropEnv: [],
    stdin: "prompt",
  }),
  wants: (head) => head[0] === 0x7b, // "{"
  events,
  outcome,
  // `:` does nothing in any shell: there is no conversation to go back to.
  resumeCommand: () => ": the demo provider keeps no conversations",
};

function events(line: string): readonly ProviderEvent[] {
  const value = parseObject(line);
  switch (value?.["demo"]) {
    case "started":
      return [{
        kind: "started",
        conversation: null,
        model: "script",
        version: text(value["version"]) || null,
        login: "none needed",
      }];
    case "text":
      return [{ kind: "text", text: text(value["text"]) }];
    case "tool":
      return [{
        kind: "tool",
        name: text(value["name"]),
        target: text(value["target"]),
      }];
    case "result":
      return [{
        kind: "result",
        isError: value["ok"] !== true,
        subtype: value["ok"] === true ? "success" : "error",
        text: text(value["text"]),
        turns: count(value["turns"]),
        costUsd: count(value["costUsd"]),
        tokens: tokens(value["tokens"]),
        cumulative: false,
        denials: [],
      }];
    default:
      return [];
  }
}

function outcome(end: ProviderEnd): AttemptOutcome {
  const result = end.events.findLast((event) => event.kind === "result");
  if (end.exitCode === 0 && result?.kind === "result" && !result.isError) {
    return { kind: "success" };
  }
  const told = result?.kind === "result" && result.isError ? result.text : "";
  const ended = end.signal ?? `exit code ${end.exitCode}`;
  const message = told || end.stderr.trim() || `the demo agent: ${ended}`;
  return { kind: "crashed", message };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function count(value: unknown): number | null {
  return typeof value === "number" && value >= 0 ? value : null;
}

function tokens(value: unknown): Tokens | null {
  if (!isObject(value)) return null;
  return {
    input: count(value["input"]) ?? 0,
    output: count(value["output"]) ?? 0,
    cacheRead: count(value["cacheRead"]) ?? 0,
    cacheWrite: count(value["cacheWrite"]) ?? 0,
  };
}
