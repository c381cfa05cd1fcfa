/**
 * What is known of an attempt while it runs: events, clocks, repeated tool calls.
 *
 * @module
 */

import type { Adapter, ProviderEvent } from "../provider/adapter.ts";
import { totalTokens } from "../workflow/spending.ts";

/** Gathers what the provider tells. */
export interface Watch {
  /** Takes a line of output. */
  line(line: string): void;
  /** Everything that counts for the outcome, in order. */
  readonly events: readonly ProviderEvent[];
  /** The newest result; `null` again as soon as another turn begins. */
  readonly result: Extract<ProviderEvent, { kind: "result" }> | null;
  /** Name and target of the newest tool call. */
  readonly tool: string | null;
  /** As told so far. */
  readonly tokens: number;
  /** The tool call that was repeated too often. */
  readonly loop: string | null;
}

/** How {@linkcode watchEvents} watches. */
export interface WatchOptions {
  /** The same tool call for the same target more often in a row is a loop. */
  readonly maxRepeats: number;
  /** Hears each event at once. */
  readonly onEvent: (event: ProviderEvent) => void;
}

/** Starts to gather. */
export function watchEvents(
  adapter: Adapter,
  { maxRepeats, onEvent }: WatchOptions,
): Watch {
  const events: ProviderEvent[] = [];
  let result: Watch["result"] = null;
  let tokens = 0;
  let tool: string | null = null;
  let repeats = 0;
  let loop: string | null = null;
  const take = (event: ProviderEvent) => {
    switch (event.kind) {
      case "tool": {
        const call = `${event.name} ${event.target}`.trim();
        repeats = call === tool ? repeats + 1 : 1;
        tool = call;
        if (repeats > maxRepeats) loop = call;
        result = null;
        break;
      }
      case "started":
      case "text":
        result = null;
        break;
      case "usage":
        if (event.tokens !== null) tokens += totalTokens(event.tokens);
        break;
      case "result":
        result = event;
        if (event.tokens !== null) tokens = totalTokens(event.tokens);
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
    get result() {
      return result;
    },
    get tool() {
      return tool;
    },
    get tokens() {
      return tokens;
    },
    get loop() {
      return loop;
    },
  };
}
