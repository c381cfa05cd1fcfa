/**
 * What a provider of {@linkcode fakeHost} does: acts to be put together.
 *
 * @module
 */

import type { Act, Start } from "./host.ts";

/** A signal without its token. */
export type PlainSignal = Readonly<Record<string, unknown>>;

/** How long a provider works unless told. */
const WORK_MS = 1_000;

/** Works, writes a signal and ends well; `work` is done before the signal. */
export function signals(
  signal: PlainSignal,
  work: (start: Start) => void = () => {},
): Act {
  return (start) => {
    begin(start);
    start.after(WORK_MS, () => {
      work(start);
      start.signal(signal);
      result(start);
      start.exit();
    });
  };
}

/** Ends well without a signal. */
export const saysNothing: Act = (start) => {
  begin(start);
  start.after(WORK_MS, () => {
    result(start);
    start.exit();
  });
};

/** Ends with a code and no result. */
export function crashes(code = 1): Act {
  return (start) => {
    begin(start);
    start.after(WORK_MS, () => start.exit(code));
  };
}

/** Works for ever, and tells of it once a minute. */
export const neverEnds: Act = (start) => {
  begin(start);
  const go = () => {
    said(start, "Still at it.");
    start.after(60_000, go);
  };
  start.after(60_000, go);
};

/** Runs into the usage limit; `resetsAtMs` is epoch ms, `null`: it is not told. */
export function limited(resetsAtMs: number | null): Act {
  return (start) => {
    begin(start);
    const claude = start.spec.provider === "claude";
    if (!claude) {
      const message = "You’ve hit your usage limit.";
      start.line({ type: "error", message });
      start.line({ type: "turn.failed", error: { message } });
      return start.exit(1);
    }
    if (resetsAtMs !== null) {
      start.line({
        type: "rate_limit_event",
        rate_limit_info: {
          status: "rejected",
          resetsAt: resetsAtMs / 1000,
          rateLimitType: "five_hour",
        },
      });
    }
    const text = "You've hit your 5-hour limit";
    start.line({
      type: "assistant",
      error: "rate_limit",
      message: { content: [{ type: "text", text }] },
    });
    result(start, { is_error: true, result: text, api_error_status: 429 });
    start.exit(1);
  };
}

/** Begins the turn. */
export function begin(start: Start): void {
  const id = conversationOf(start);
  start.line(
    start.spec.provider === "codex"
      ? { type: "thread.started", thread_id: id }
      : { type: "system", subtype: "init", session_id: id },
  );
}

/** Says a text. */
function said(start: Start, text: string): void {
  start.line(
    start.spec.provider === "codex"
      ? { type: "item.completed", item: { type: "agent_message", text } }
      : { type: "assistant", message: { content: [{ type: "text", text }] } },
  );
}

/** Ends the turn, well unless told. */
export function result(start: Start, fields: PlainSignal = {}): void {
  if (start.spec.provider === "codex") {
    return start.line({
      type: "turn.completed",
      usage: { input_tokens: 10, cached_input_tokens: 0, output_tokens: 5 },
    });
  }
  start.line({
    type: "result",
    subtype: "success",
    is_error: false,
    num_turns: 1,
    total_cost_usd: 0.5,
    result: "Done.",
    session_id: conversationOf(start),
    ...fields,
  });
}

function conversationOf({ spec: { args } }: Start): string {
  const at = args.findIndex((arg) => /^--(session-id|resume)$/.test(arg));
  return at < 0 ? "thread-1" : args[at + 1] ?? "";
}
