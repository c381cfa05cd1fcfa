/**
 * A stand-in for the Responses interface, as Codex uses it.
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
export function startOpenai(model: Model): StandIn {
  return startStandIn(responses, model);
}

const responses: Interface = {
  path: "/v1/responses",
  read(body) {
    if (!isObject(body)) return null;
    const input = objects(body["input"]);
    const texts = (...roles: string[]) =>
      input.filter(({ type, role }) =>
        type === "message" && roles.includes(String(role))
      ).map(({ content }) => textOf(content));
    const last = input.findLastIndex(({ role }) => role === "user");
    return {
      model: String(body["model"]),
      tools: toolNames([
        ...objects(body["tools"]),
        ...input.flatMap(({ tools }) => objects(tools)),
      ]),
      system: [
        textOf(body["instructions"]),
        ...texts("system", "developer"),
      ].join("\n"),
      prompts: texts("user"),
      answers: texts("assistant"),
      outputs: input.slice(last + 1)
        .filter(({ type }) => String(type).endsWith("_call_output"))
        .map(({ output }) => textOf(output)),
    };
  },
  answer,
};

function answer(reply: AnswerReply, context: AnswerContext): Answer {
  switch (reply.kind) {
    case "error":
      return failure(reply.status, {
        headers: reply.headers ?? {},
        error: { type: "scripted", message: `Scripted ${reply.status}` },
      });
    case "limit":
      return failure(429, {
        headers: {},
        error: {
          type: "usage_limit_reached",
          message: "The usage limit has been reached",
          plan_type: "plus",
          ...(reply.resetsAtS === null ? {} : { resets_at: reply.resetsAtS }),
        },
      });
    case "cannot":
      return reply.why === "model"
        ? failure(404, {
          headers: {},
          error: {
            type: "invalid_request_error",
            message: "The model `scripted-9` does not exist or you do not " +
              "have access to it.",
          },
        })
        : failed(FAILURES[reply.why], context);
    default:
      return spoken(reply, context);
  }
}

function failure(
  status: number,
  { headers, error }: {
    readonly headers: Readonly<Record<string, string>>;
    readonly error: Readonly<Record<string, unknown>>;
  },
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ error }),
    then: "end",
  };
}

/** Codes of an answer that begins and fails. */
const FAILURES = {
  context: "context_length_exceeded",
  billing: "insufficient_quota",
} as const;

function failed(code: string, { id }: AnswerContext): Answer {
  return stream(event("response.failed", {
    response: { id: `resp_${id}`, error: { code, message: "Scripted" } },
  }));
}

function stream(body: string, then: Answer["then"] = "end"): Answer {
  const headers = { "content-type": "text/event-stream" };
  return { status: 200, headers, body, then };
}

function spoken(
  reply: Exclude<AnswerReply, { kind: "error" | "limit" | "cannot" }>,
  context: AnswerContext,
): Answer {
  const { id } = context;
  const begun = event("response.created", { response: { id: `resp_${id}` } });
  const usage = {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 20,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 120,
  };
  const cutShort = reply.kind === "stall" || reply.kind === "cut";
  const rest = cutShort
    ? ""
    : reply.kind === "refuse"
    ? event("response.incomplete", {
      response: {
        id: `resp_${id}`,
        incomplete_details: { reason: "content_filter" },
      },
    })
    : event("response.output_item.done", {
      output_index: 0,
      item: item(reply, context),
    }) + event("response.completed", { response: { id: `resp_${id}`, usage } });
  return stream(begun + rest, cutShort ? reply.kind : "end");
}

function item(
  reply: Extract<AnswerReply, { kind: "run" | "say" }>,
  { body, id }: AnswerContext,
): object {
  if (reply.kind === "say") {
    return {
      type: "message",
      id: `msg_${id}`,
      role: "assistant",
      content: [{ type: "output_text", text: reply.text }],
    };
  }
  const call = { cmd: reply.command, yield_time_ms: 30_000 };
  // Some models of the catalogue have a tool of their own for each thing, others one that runs a script over all.
  if (!hasScriptTool(body)) {
    return {
      type: "function_call",
      id: `fc_${id}`,
      call_id: `call_${id}`,
      name: "exec_command",
      arguments: JSON.stringify(call),
    };
  }
  return {
    type: "custom_tool_call",
    id: `ctc_${id}`,
    call_id: `call_${id}`,
    name: "exec",
    namespace: "functions",
    input: `const ran = await tools.exec_command(${JSON.stringify(call)});\n` +
      "text(ran.output);\n",
  };
}

function toolNames(
  tools: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  return tools.flatMap(({ name, tools }) => [
    String(name),
    ...toolNames(objects(tools)),
  ]);
}

function hasScriptTool(body: unknown): boolean {
  const input = objects(isObject(body) ? body["input"] : []);
  return input.some(({ type }) => type === "additional_tools");
}
