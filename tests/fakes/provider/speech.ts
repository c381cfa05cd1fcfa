/**
 * What the fake provider says on standard output, in the language of claude or of codex.
 *
 * @module
 */

/** A failure of the service. */
export type Failure =
  | { readonly kind: "limit"; readonly resetsAtS: number }
  | { readonly kind: "login" }
  | { readonly kind: "overloaded" };

/** The mouth of one start. */
export class Speech {
  readonly #codex: boolean;
  readonly #conversation: string;
  readonly #nth: number;
  #items = 0;

  /** `nth`: the how-manieth start of the conversation; totals grow with it. */
  constructor({ codex, conversation, nth }: {
    readonly codex: boolean;
    readonly conversation: string;
    readonly nth: number;
  }) {
    this.#codex = codex;
    this.#conversation = conversation;
    this.#nth = nth;
  }

  /** Begins the turn. */
  started(): void {
    if (this.#codex) {
      line({ type: "thread.started", thread_id: this.#conversation });
      line({ type: "turn.started" });
    } else {
      line({
        type: "system",
        subtype: "init",
        cwd: Deno.cwd(),
        session_id: this.#conversation,
        model: "claude-fake-1",
        permissionMode: "bypassPermissions",
        apiKeySource: "ANTHROPIC_API_KEY",
        claude_code_version: "2.1.330",
      });
    }
  }

  /** Says a text. */
  text(text: string): void {
    const id = `item_${this.#items++}`;
    if (this.#codex) {
      const item = { id, type: "agent_message", text };
      line({ type: "item.completed", item });
    } else this.#assistant([{ type: "text", text }]);
  }

  /** Calls a tool and gets its result. */
  tool(name: string, target: string): void {
    const id = `item_${this.#items++}`;
    if (this.#codex) {
      const item = { id, type: "command_execution", command: target };
      line({ type: "item.started", item: { ...item, status: "in_progress" } });
      const end = { aggregated_output: "ok\n", exit_code: 0 };
      line({
        type: "item.completed",
        item: { ...item, ...end, status: "completed" },
      });
      return;
    }
    const input = name === "Bash" ? { command: target } : { file_path: target };
    this.#assistant([{ type: "tool_use", id, name, input }]);
    const content = [{
      tool_use_id: id,
      type: "tool_result",
      content: "ok",
      is_error: false,
    }];
    line({ type: "user", message: { role: "user", content } });
  }

  /** Ends the turn well; without `newline` the last line stays open. */
  result(text: string, { newline = true } = {}): void {
    const n = this.#nth;
    if (this.#codex) {
      const usage = {
        input_tokens: 1000 * n,
        cached_input_tokens: 600 * n,
        cache_write_input_tokens: 0,
        output_tokens: 50 * n,
      };
      line({ type: "turn.completed", usage }, newline);
    } else this.#claudeResult({ is_error: false, result: text }, newline);
  }

  /** Ends the turn with a failure. */
  failed(failure: Failure): void {
    if (this.#codex) {
      const message = codexSentence(failure);
      line({ type: "error", message });
      line({ type: "turn.failed", error: { message } });
      return;
    }
    const { error, status, text } = claudeFailure(failure);
    if (failure.kind === "limit") {
      const rate_limit_info = {
        status: "rejected",
        resetsAt: failure.resetsAtS,
        rateLimitType: "five_hour",
        isUsingOverage: false,
      };
      line({ type: "rate_limit_event", rate_limit_info });
    }
    this.#assistant([{ type: "text", text }], {
      error,
      api_error_status: status,
    });
    this.#claudeResult({
      is_error: true,
      api_error_status: status,
      result: text,
    });
  }

  #assistant(content: readonly unknown[], more: object = {}): void {
    const message = { role: "assistant", model: "claude-fake-1", content };
    line({ type: "assistant", message, parent_tool_use_id: null, ...more });
  }

  #claudeResult(fields: object, newline = true): void {
    const n = this.#nth;
    const cost = Number(Deno.env.get("FAKE_COST_USD") ?? "0.01") * n;
    line({
      num_turns: 2,
      total_cost_usd: cost,
      modelUsage: {
        "claude-fake-1": {
          inputTokens: 100 * n,
          outputTokens: 50 * n,
          cacheReadInputTokens: 2000 * n,
          cacheCreationInputTokens: 1000 * n,
          costUSD: cost,
        },
      },
      permission_denials: [],
      session_id: this.#conversation,
      subtype: "success",
      ...fields,
      type: "result",
    }, newline);
  }
}

function claudeFailure(failure: Failure) {
  switch (failure.kind) {
    case "limit":
      return {
        error: "rate_limit",
        status: 429,
        text: "You've hit your 5-hour limit",
      };
    case "login":
      return {
        error: "authentication_failed",
        status: 401,
        text: "Not logged in · Please run /login",
      };
    case "overloaded":
      return {
        error: "server_error",
        status: 529,
        text: "API Error: 529 Overloaded.",
      };
  }
}

function codexSentence(failure: Failure): string {
  switch (failure.kind) {
    case "limit": {
      const at = new Date(failure.resetsAtS * 1000);
      const hour = at.getHours();
      const minute = String(at.getMinutes()).padStart(2, "0");
      return `You’ve hit your usage limit. Or try again at ${
        hour % 12 || 12
      }:${minute} ${hour < 12 ? "AM" : "PM"}.`;
    }
    case "login":
      return "unexpected status 401 Unauthorized: Incorrect API key provided";
    case "overloaded":
      return "Selected model is at capacity. Please try a different model.";
  }
}

function line(value: unknown, newline = true): void {
  say(new TextEncoder().encode(JSON.stringify(value) + (newline ? "\n" : "")));
}

/** Writes bytes to standard output, all of them; `FAKE_SAID` names a file that keeps them too. */
export function say(bytes: Uint8Array): void {
  const said = Deno.env.get("FAKE_SAID");
  if (said !== undefined) Deno.writeFileSync(said, bytes, { append: true });
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
}
