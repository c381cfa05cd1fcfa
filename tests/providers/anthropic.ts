/**
 * A stand-in for the Messages interface, as Claude Code uses it.
 *
 * @module
 */

import type { Model } from "./model.ts";
import {
  type Answer,
  type AnswerContext,
  type AnswerReply,
  event,
  type Interface,
  isObject,
  objects,
  type StandIn,
  startStandIn,
  textOf,
} from "./stand_in.ts";

/** Starts the stand-in. */
export function startAnthropic(model: Model): StandIn {
  return startStandIn(messages, model);
}

const messages: Interface = {
  path: "/v1/messages",
  read(body) {
    if (!isObject(body)) return null;
    // Without tools it is not the conversation: a title, a summary.
    if (objects(body["tools"]).length === 0) return null;
    const list = objects(body["messages"]);
    const results = list.map(({ content }) =>
      objects(content).filter(({ type }) => type === "tool_result")
    );
    const last = list.findLastIndex(({ role }, i) =>
      role === "user" && results[i]!.length === 0
    );
    const texts = (role: string) =>
      list.filter((message) => message["role"] === role)
        .map(({ content }) => textOf(content)).filter((text) => text !== "");
    return {
      model: String(body["model"]),
      tools: objects(body["tools"]).map(({ name }) => String(name)),
      system: textOf(body["system"]),
      prompts: texts("user"),
      answers: texts("assistant"),
      outputs: results.slice(last + 1).flat()
        .map(({ content }) => textOf(content)),
    };
  },
  answer,
};

const ERRORS: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function answer(reply: AnswerReply, context: AnswerContext): Answer {
  switch (reply.kind) {
    case "error":
      return failure(reply.status, { headers: reply.headers ?? {} });
    case "cannot": {
      const { status, message } = REFUSALS[reply.why];
      return failure(status, { message });
    }
    case "limit": {
      const reset = String(reply.resetsAtS ?? "");
      const headers = {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-representative-claim": "five_hour",
        "anthropic-ratelimit-unified-5h-status": "rejected",
        "anthropic-ratelimit-unified-5h-utilization": "1.0",
        ...(reset === "" ? {} : {
          "anthropic-ratelimit-unified-reset": reset,
          "anthropic-ratelimit-unified-5h-reset": reset,
        }),
      };
      return failure(429, { headers });
    }
    default:
      return spoken(reply, context);
  }
}

/** In the service's own words: some of them are all that tells the cause. */
const REFUSALS = {
  context: {
    status: 400,
    message: "prompt is too long: 250000 tokens > 200000 maximum",
  },
  billing: {
    status: 400,
    message: "Your credit balance is too low to access the Anthropic API.",
  },
  model: { status: 404, message: "model: claude-scripted-9" },
};

function failure(
  status: number,
  { headers = {}, message = `Scripted ${status}` }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly message?: string;
  },
): Answer {
  const type = ERRORS[status] ?? "api_error";
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({
      type: "error",
      error: { type, message },
    }),
    then: "end",
  };
}

function spoken(
  reply: Exclude<AnswerReply, { kind: "error" | "limit" | "cannot" }>,
  { body, id }: AnswerContext,
): Answer {
  const request = isObject(body) ? body : {};
  const block = reply.kind === "run"
    ? {
      type: "tool_use",
      id: `toolu_${id}`,
      name: "Bash",
      input: { command: reply.command, description: "Does the work" },
    }
    : { type: "text", text: reply.kind === "say" ? reply.text : "Well," };
  const stop = {
    stop_reason: reply.kind === "run"
      ? "tool_use"
      : reply.kind === "refuse"
      ? "refusal"
      : "end_turn",
    stop_sequence: null,
  };
  const message = {
    id: `msg_${id}`,
    type: "message",
    role: "assistant",
    model: request["model"],
    usage: {
      input_tokens: 100,
      output_tokens: 20,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    },
  };
  const cutShort = reply.kind === "stall" || reply.kind === "cut";
  const then = cutShort ? reply.kind : "end";
  if (request["stream"] !== true) {
    const body = JSON.stringify({ ...message, ...stop, content: [block] });
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: cutShort ? body.slice(0, 40) : body,
      then,
    };
  }
  const begun = event("message_start", {
    message: { ...message, content: [], stop_reason: null },
  }) + blockEvents(block);
  const whole = cutShort ? "" : [
    event("content_block_stop", { index: 0 }),
    event("message_delta", { delta: stop, usage: { output_tokens: 20 } }),
    event("message_stop", {}),
  ].join("");
  return {
    status: 200,
    headers: { "content-type": "text/event-stream" },
    body: begun + whole,
    then,
  };
}

function blockEvents(block: Readonly<Record<string, unknown>>): string {
  const tool = block["type"] === "tool_use";
  return event("content_block_start", {
    index: 0,
    content_block: tool ? { ...block, input: {} } : { ...block, text: "" },
  }) + event("content_block_delta", {
    index: 0,
    delta: tool
      ? {
        type: "input_json_delta",
        partial_json: JSON.stringify(block["input"]),
      }
      : { type: "text_delta", text: block["text"] },
  });
}
