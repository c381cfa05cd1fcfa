import { assertEquals } from "@std/assert";
import {
  attemptEnded,
  attemptStarted,
  begun,
  fold,
  runStarted,
} from "./fixture.ts";

Deno.test("foldRow() charges an attempt that failed, not one that met a limit", () => {
  const crash = { kind: "crashed", message: "x" } as const;
  const limit = { kind: "limit", window: "5h", message: "x" } as const;
  const one = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: crash }),
    attemptStarted(2),
    attemptEnded({ outcome: limit }),
  ]);
  assertEquals([one.open?.attempts, one.open?.failed], [2, 1]);
});

Deno.test("foldRow() gives a new run its attempts back but keeps a success", () => {
  const crash = { kind: "crashed", message: "x" } as const;
  const failed = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: crash }),
    runStarted,
  ]);
  assertEquals([failed.open?.failed, failed.open?.lastOutcome], [0, null]);
  const done = fold([...begun, attemptStarted(1), attemptEnded(), runStarted]);
  assertEquals(done.open?.lastOutcome?.kind, "success");
});

Deno.test("foldRow() lets a new run know that the host died", () => {
  const cutOff = { kind: "cutOff", message: "x" } as const;
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ outcome: cutOff }),
    runStarted,
  ]);
  assertEquals(state.open?.lastOutcome?.kind, "cutOff");
});

Deno.test("foldRow() adds money and tokens per phase, run and session", () => {
  const tokens = { input: 10, output: 5, cacheRead: 0, cacheWrite: 1 };
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ costUsd: 0.25, tokens }),
    attemptStarted(2),
    attemptEnded({ costUsd: null }),
  ]);
  assertEquals(state.spending.costUsd, 0.25);
  assertEquals(state.spending.unpriced, 1);
  assertEquals(state.run?.spending.tokens.input, 10);
  assertEquals(state.phaseSpending["investigation"]?.attempts, 2);
});

Deno.test("foldRow() keeps a conversation to the provider that had it", () => {
  const state = fold([
    ...begun,
    attemptStarted(1),
    attemptEnded({ conversation: "c1" }),
    attemptStarted(2, { provider: "other" }),
  ]);
  assertEquals(state.open?.conversation, null);
});
