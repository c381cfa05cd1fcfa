/**
 * The built-in demo provider: samocode itself plays the agent, without a model, a login or a bill.
 *
 * Its agent is the hidden subcommand `demo-agent`, which tells its steps as one JSON object per line.
 *
 * @module
 */

import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Tokens } from "../workflow/spending.ts";
import type { Adapter, ProviderEnd, ProviderEvent } from "./adapter.ts";
import { type Json, numberAt, objectAt, parseObject, textAt } from "./json.ts";

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
        version: textAt(value, "version"),
        login: "none needed",
      }];
    case "text":
      return [{ kind: "text", text: textAt(value, "text") ?? "" }];
    case "tool":
      return [{
        kind: "tool",
        name: textAt(value, "name") ?? "",
        target: textAt(value, "target") ?? "",
      }];
    case "result":
      return [{
        kind: "result",
        isError: value["ok"] !== true,
        subtype: value["ok"] === true ? "success" : "error",
        text: textAt(value, "text") ?? "",
        turns: numberAt(value, "turns"),
        costUsd: numberAt(value, "costUsd"),
        tokens: tokens(objectAt(value, "tokens")),
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

function tokens(value: Json | null): Tokens | null {
  if (value === null) return null;
  return {
    input: numberAt(value, "input") ?? 0,
    output: numberAt(value, "output") ?? 0,
    cacheRead: numberAt(value, "cacheRead") ?? 0,
    cacheWrite: numberAt(value, "cacheWrite") ?? 0,
  };
}
