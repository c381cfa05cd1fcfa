import { assertEquals } from "@std/assert";
import type { ProviderEvent } from "../../lib/provider/adapter.ts";
import { claude } from "../../lib/provider/claude.ts";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";

/** The outcome of a stream of these lines, with exit code 1. */
function outcome(...lines: readonly unknown[]): AttemptOutcome {
  const events = lines.flatMap((line) => claude.events(JSON.stringify(line)));
  return end({ events });
}

function end(
  { events = [], stderr = "", exitCode = 1, signal = null }: {
    readonly events?: readonly ProviderEvent[];
    readonly stderr?: string;
    readonly exitCode?: number | null;
    readonly signal?: string | null;
  },
): AttemptOutcome {
  const nowMs = 1_795_370_400_000;
  return claude.outcome({ exitCode, signal, events, stderr, nowMs });
}

const init = { type: "system", subtype: "init", session_id: "x" };
const failed = { type: "result", subtype: "success", is_error: true };

Deno.test("claude.outcome() tells a refused command line from its standard error", () => {
  assertEquals(
    end({
      stderr: "warn: old\nerror: unknown option '--foo'\n(Did you mean…)",
    }),
    { kind: "badInvocation", message: "error: unknown option '--foo'" },
  );
});

Deno.test("claude.outcome() calls an end without a word a crash", () => {
  assertEquals(end({ exitCode: 0 }).kind, "crashed");
  assertEquals(end({ exitCode: 1 }).kind, "crashed");
  assertEquals(end({ exitCode: null, signal: "SIGSEGV", stderr: "x" }), {
    kind: "crashed",
    message: "SIGSEGV without a result: x",
  });
});

Deno.test("claude.outcome() believes the status where the client names no cause", () => {
  const kinds = [401, 402, 403, 429, 500, 503, 529, 418].map((status) =>
    outcome(init, { ...failed, api_error_status: status }).kind
  );
  assertEquals(kinds, [
    "login",
    "billing",
    "login",
    "overloaded",
    "overloaded",
    "overloaded",
    "overloaded",
    "crashed",
  ]);
});

Deno.test("claude.outcome() tells too many requests from a used-up subscription", () => {
  const tooMany = { ...failed, api_error_status: 429, result: "slow down" };
  const limit = {
    type: "rate_limit_event",
    rate_limit_info: {
      status: "rejected",
      rateLimitType: "five_hour",
      resetsAt: 9,
    },
  };
  assertEquals(outcome(init, tooMany).kind, "overloaded");
  assertEquals(outcome(init, limit, tooMany), {
    kind: "limit",
    window: "five_hour",
    resetsAtMs: 9000,
    message: "slow down",
  });
});

Deno.test("claude.outcome() reads the reset time from the text when nothing else tells it", () => {
  const text = "You've hit your weekly limit · resets Nov 26, 1:33pm (UTC)";
  assertEquals(
    outcome(init, { ...failed, api_error_status: 429, result: text }),
    {
      kind: "limit",
      window: "usage",
      resetsAtMs: 1_795_699_980_000,
      message: text,
    },
  );
});

Deno.test("claude.outcome() does not blame a full window for another failure", () => {
  const limit = {
    type: "rate_limit_event",
    rate_limit_info: { status: "rejected", rateLimitType: "seven_day_opus" },
  };
  const lost = { ...failed, api_error: "connection_failed" };
  assertEquals(outcome(init, limit, lost).kind, "network");
});

Deno.test("claude.outcome() lets only the last result count", () => {
  const good = { type: "result", subtype: "success", is_error: false };
  const refused = { ...failed, stop_reason: "refusal" };
  const events = [init, refused, good].flatMap((line) =>
    claude.events(JSON.stringify(line))
  );
  assertEquals(end({ events, exitCode: 0 }).kind, "success");
  assertEquals(outcome(init, refused, failed).kind, "crashed");
});

Deno.test("claude.outcome() names what the program was trying when it was gone", () => {
  const retry = {
    type: "system",
    subtype: "api_retry",
    attempt: 2,
    error_status: 529,
    error: "overloaded",
  };
  assertEquals(outcome(init, retry), {
    kind: "overloaded",
    message: "exit code 1 without a result: overloaded (529)",
  });
});
