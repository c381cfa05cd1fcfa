/**
 * Why a session moves or does not, in one line.
 *
 * @module
 */

import { oneLine } from "./one_line.ts";
import { spaced } from "./row_words.ts";
import {
  clockStamp,
  durationText,
  type Moment,
  textStamp,
} from "./timestamps.ts";

/** Why things move or do not. */
export type ProgressState =
  | {
    readonly kind: "running";
    /** Length of the present attempt. */
    readonly forMs: number;
    /** Name and target of the newest tool call. */
    readonly tool: string | null;
    /** What else is known: `silent for 8 min`. */
    readonly note?: string | null;
  }
  | {
    readonly kind: "limit";
    /** `null`: the reset is unknown. */
    readonly until: Moment | null;
    readonly leftMs: number;
  }
  | {
    readonly kind: "waiting";
    /** `plan_approval` and the like. */
    readonly reason: string;
    readonly command: string | null;
    /** Whether a run waits there, and goes on by itself. */
    readonly stays?: boolean;
  }
  | {
    readonly kind: "blocked";
    readonly reason: string;
    readonly command: string | null;
    readonly stays?: boolean;
  }
  | {
    readonly kind: "stopped";
    readonly reason: string;
    readonly command: string | null;
  }
  | { readonly kind: "done"; readonly summary: string | null }
  /** The evidence does not agree, or cannot be read. */
  | {
    readonly kind: "unknown";
    readonly reason: string;
    readonly command: string | null;
  };

/**
 * Says in one line why things move or do not.
 *
 * @example
 * ```ts
 * import { stateText } from "./progress_state.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const state = {
 *   kind: "waiting",
 *   reason: "plan_approval",
 *   command: "samocode approve x",
 * } as const;
 * assertEquals(stateText(state), "waiting: plan approval → samocode approve x");
 * ```
 */
export function stateText(state: ProgressState): string {
  switch (state.kind) {
    case "running": {
      const tool = state.tool === null ? "" : `, last tool ${state.tool}`;
      const note = state.note ? `, ${state.note}` : "";
      return oneLine(`running ${durationText(state.forMs)}${tool}${note}`);
    }
    case "limit":
      return state.until === null
        ? `limit, reset unknown, next attempt in ${durationText(state.leftMs)}`
        : `limit until ${untilText(state.until, state.leftMs)} ` +
          `(${durationText(state.leftMs)})`;
    case "waiting":
      return told(withRun(state), {
        text: spaced(state.reason),
        command: state.command,
      });
    case "blocked":
      return told(withRun(state), {
        text: state.reason,
        command: state.command,
      });
    case "stopped":
    case "unknown":
      return told(state.kind, { text: state.reason, command: state.command });
    case "done":
      return told("done", { text: state.summary ?? "", command: null });
  }
}

function withRun(
  { kind, stays }: { readonly kind: string; readonly stays?: boolean },
): string {
  return stays === true ? `${kind}, its run stays` : kind;
}

function told(
  word: string,
  { text, command }: { readonly text: string; readonly command: string | null },
): string {
  const why = text === "" ? word : `${word}: ${text}`;
  return oneLine(command === null ? why : `${why} → ${command}`);
}

/** The date too, when the clock alone could mean another day. */
function untilText(until: Moment, leftMs: number): string {
  return leftMs < 12 * 3_600_000 ? clockStamp(until) : textStamp(until);
}
