/**
 * What is known of an attempt while it runs: events, clocks, repeated tool calls.
 *
 * @module
 */

import type { Adapter, ProviderEvent } from "../provider/adapter.ts";
import { totalTokens } from "../workflow/spending.ts";

/** Same tool call with the same target so often in a row is a loop. */
const MAX_REPEATS = 60;

/** Gathers what the provider tells. */
export interface Watch {
  /** Takes a line of output. */
  line(line: string): void;
  /** Everything that counts for the outcome, in order. */
  readonly events: readonly ProviderEvent[];
  readonly conversation: string | null;
  readonly login: string | null;
  readonly denials: readonly string[];
  readonly turns: number | null;
  readonly result: Extract<ProviderEvent, { kind: "result" }> | null;
  /** Name and target of the newest tool call. */
  readonly tool: string | null;
  readonly tokens: number;
  /** The tool call that was repeated too often. */
  readonly loop: string | null;
}

/** Starts to gather; `onEvent` hears each event at once. */
export function watchEvents(
  adapter: Adapter,
  onEvent: (event: ProviderEvent) => void,
): Watch {
  const events: ProviderEvent[] = [];
  const denials = new Set<string>();
  let conversation: string | null = null;
  let login: string | null = null;
  let result: Watch["result"] = null;
  let turns: number | null = null;
  let tool: string | null = null;
  let repeats = 0;
  let loop: string | null = null;
  const take = (event: ProviderEvent) => {
    switch (event.kind) {
      case "started":
        conversation = event.conversation ?? conversation;
        login = event.login ?? login;
        break;
      case "tool": {
        const call = `${event.name} ${event.target}`.trim();
        repeats = call === tool ? repeats + 1 : 1;
        tool = call;
        if (repeats > MAX_REPEATS) loop = call;
        break;
      }
      case "denied":
        denials.add(event.tool);
        break;
      case "result":
        result = event;
        turns = event.turns === null ? turns : (turns ?? 0) + event.turns;
        for (const denied of event.denials) denials.add(denied);
        break;
    }
    if (!["text", "tool", "toolResult"].includes(event.kind)) {
      events.push(event);
    }
    onEvent(event);
  };
  return {
    line(line) {
      for (const event of adapter.events(line)) take(event);
    },
    events,
    get conversation() {
      return conversation;
    },
    get login() {
      return login;
    },
    get denials() {
      return [...denials];
    },
    get turns() {
      return turns;
    },
    get result() {
      return result;
    },
    get tool() {
      return tool;
    },
    get tokens() {
      return result?.tokens ? totalTokens(result.tokens) : 0;
    },
    get loop() {
      return loop;
    },
  };
}
