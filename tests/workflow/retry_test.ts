import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { AttemptOutcome } from "../../lib/workflow/outcome.ts";
import {
  decideRetry,
  type RetryDecision,
  type RetryInput,
} from "../../lib/workflow/retry.ts";

const POLICY = { maxAttempts: 3, firstDelayMs: 5_000, maxDelayMs: 12_000 };
const message = "m";

function decide(
  outcome: AttemptOutcome,
  changes: Partial<RetryInput> = {},
): RetryDecision {
  const input = { failed: 1, redeliveries: 0, policy: POLICY, nowMs: 1_000 };
  return decideRetry({ outcome, ...input, ...changes });
}

Deno.test("decideRetry() has nothing to do after success and at a wanted end", () => {
  assertEquals(decide({ kind: "success" }), { kind: "none" });
  for (const by of ["interrupt", "terminated", "hungUp", "request"] as const) {
    assertEquals(decide({ kind: "cancelled", by }), { kind: "none" });
  }
});

Deno.test("decideRetry() repeats what may pass, with a delay that doubles", () => {
  const clocks = ["start", "silence", "grace", "total", "size", "repeat"];
  const outcomes: readonly AttemptOutcome[] = [
    { kind: "overloaded", message },
    { kind: "network", message },
    { kind: "crashed", message },
    { kind: "turnLimit", message },
    ...clocks.map((clock) => (
      { kind: "timeout", clock, afterMs: 1, message } as AttemptOutcome
    )),
  ];
  for (const outcome of outcomes) {
    const delays = [1, 2].map((failed) => decide(outcome, { failed }));
    assertEquals(delays, [
      { kind: "retry", delayMs: 5_000 },
      { kind: "retry", delayMs: 10_000 },
    ]);
    assertEquals(decide(outcome, { failed: 3 }), {
      kind: "giveUp",
      stop: "failed",
      reason: "3 of 3 attempts failed, the last one so: m",
      needs: "investigation",
    });
  }
});

Deno.test("decideRetry() keeps the delay below its most", () => {
  const policy = { ...POLICY, maxAttempts: 5_000 };
  const outcome = { kind: "network", message } as const;
  for (const failed of [3, 4, 4_000]) {
    assertEquals(decide(outcome, { failed, policy }), {
      kind: "retry",
      delayMs: 12_000,
    });
  }
});

Deno.test("decideRetry() gives up at once on what a person must mend", () => {
  const table: readonly (readonly [AttemptOutcome["kind"], string])[] = [
    ["login", "log in"],
    ["billing", "account"],
    ["unknownModel", "model"],
    ["badInvocation", "complains"],
    ["notStarted", "install"],
    ["budgetLimit", "money"],
  ];
  for (const [kind, todo] of table) {
    const decision = decide({ kind, message: "why" } as AttemptOutcome);
    assert(decision.kind === "giveUp", kind);
    assertEquals(decision.stop, "blocked");
    assertStringIncludes(decision.reason, "why; ");
    assertStringIncludes(decision.reason, todo);
  }
});

Deno.test("decideRetry() tries a full context and a refusal once more", () => {
  for (const kind of ["contextFull", "refused"] as const) {
    const outcome = { kind, message };
    assertEquals(decide(outcome).kind, "retry");
    const second = decide(outcome, { failed: 2 });
    assert(second.kind === "giveUp");
    assertEquals([second.stop, second.needs], ["blocked", "human_decision"]);
    const policy = { ...POLICY, maxAttempts: 1 };
    assertEquals(decide(outcome, { policy }).kind, "giveUp");
  }
});

Deno.test("decideRetry() waits for the reset that the provider told", () => {
  const outcome: AttemptOutcome = {
    kind: "limit",
    window: "five_hour",
    resetsAtMs: 61_000,
    message,
  };
  // Attempts that failed before do not matter: a limit is not charged.
  for (const failed of [0, 3, 9]) {
    assertEquals(decide(outcome, { failed }), {
      kind: "waitUntil",
      untilMs: 61_000,
      delayMs: 60_000,
      window: "five_hour",
    });
  }
});

Deno.test("decideRetry() waits longer and longer for an unknown reset", () => {
  const window = "w";
  const minutes = [0, 1, 2, 3, 4].map((redeliveries) => {
    const decision = decide({ kind: "limit", window, message }, {
      redeliveries,
    });
    assert(decision.kind === "waitUntil");
    assertEquals(decision.untilMs, null);
    return decision.delayMs / 60_000;
  });
  assertEquals(minutes, [5, 10, 20, 30, 30]);
  const past = { kind: "limit", window, resetsAtMs: 1_000, message } as const;
  assertEquals(decide(past), {
    kind: "waitUntil",
    untilMs: null,
    delayMs: 300_000,
    window,
  });
});

Deno.test("decideRetry() delivers again at once after a crash of the host", () => {
  const outcome = { kind: "cutOff", message } as const;
  for (const redeliveries of [0, 4]) {
    assertEquals(decide(outcome, { redeliveries, failed: 7 }), {
      kind: "retry",
      delayMs: 0,
    });
  }
});

Deno.test("decideRetry() delivers again at most five times", () => {
  const outcomes: readonly AttemptOutcome[] = [
    { kind: "cutOff", message },
    { kind: "limit", window: "w", message },
    { kind: "limit", window: "w", resetsAtMs: 9_999_999, message },
  ];
  for (const outcome of outcomes) {
    const decision = decide(outcome, { redeliveries: 5 });
    assert(decision.kind === "giveUp");
    assertEquals(decision.stop, "blocked");
    assertStringIncludes(decision.reason, "5 times");
  }
});
