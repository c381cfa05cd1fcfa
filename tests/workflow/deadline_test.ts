import { assert, assertEquals } from "@std/assert";
import {
  type AttemptFacts,
  checkClocks,
  type Look,
  sleptBetween,
} from "../../lib/workflow/deadline.ts";

const LIMITS = {
  startMs: 120_000,
  silenceMs: 660_000,
  resultGraceMs: 30_000,
  signalGraceMs: 120_000,
  totalMs: 1_800_000,
  maxLogBytes: 1 << 30,
};
const at = (seconds: number): Look => ({
  steadyMs: seconds * 1_000,
  wallMs: 5_000_000 + seconds * 1_000,
});
const FACTS: AttemptFacts = {
  now: at(0),
  started: at(0),
  firstByte: null,
  lastByte: null,
  result: null,
  signal: null,
  logBytes: 0,
};
const RUNNING = { firstByte: at(1), lastByte: at(1_000) };

Deno.test("checkClocks() lets each clock run to its end and no further", () => {
  const table: readonly (readonly [Partial<AttemptFacts>, number, string])[] = [
    [{}, 120, "start"],
    [{ firstByte: at(1), lastByte: at(1) }, 661, "silence"],
    [{ firstByte: at(5), lastByte: null }, 665, "silence"],
    [{ firstByte: at(1), lastByte: at(1_700) }, 1_800, "total"],
    [{ ...RUNNING, result: at(1_000) }, 1_030, "result"],
    [{ ...RUNNING, result: at(900) }, 1_030, "result"],
    [{ ...RUNNING, signal: at(1_010) }, 1_130, "signal"],
    [{ ...RUNNING, signal: at(900) }, 1_120, "signal"],
  ];
  for (const [facts, lastSecond, name] of table) {
    const look = (seconds: number) =>
      checkClocks({ ...FACTS, ...facts, now: at(seconds) }, LIMITS);
    assertEquals(look(lastSecond), null, name);
    const verdict = look(lastSecond + 1);
    assert(verdict !== null, name);
    assertEquals(
      verdict.kind === "graceOver" ? verdict.after : verdict.clock,
      name,
    );
    assertEquals(verdict.afterMs, (lastSecond + 1) * 1_000);
  }
});

Deno.test("checkClocks() says what ran out in words", () => {
  const words = (facts: Partial<AttemptFacts>) =>
    checkClocks({ ...FACTS, ...facts }, LIMITS)?.message;
  assertEquals(words({ now: at(121) }), "nothing came within 2 min");
  assertEquals(
    words({ firstByte: at(0), lastByte: at(0), now: at(661) }),
    "no output for 11 min",
  );
  assertEquals(words({ now: at(1_801) }), "it took longer than 30 min");
  assertEquals(
    words({ logBytes: 2 ** 30 + 1 }),
    "the log grew beyond 1024 MiB",
  );
  assertEquals(
    words({ ...RUNNING, result: at(1_000), now: at(1_031) }),
    "it did not end within 31 s after its result",
  );
});

Deno.test("checkClocks() ends an attempt whose log grows too large", () => {
  const facts = { ...FACTS, firstByte: at(0), lastByte: at(0) };
  const limits = { ...LIMITS, maxLogBytes: 100 };
  assertEquals(checkClocks({ ...facts, logBytes: 100 }, limits), null);
  assertEquals(
    checkClocks({ ...facts, logBytes: 101 }, limits)?.clock,
    "size",
  );
});

Deno.test("checkClocks() finds no failure once there is a result", () => {
  const facts = { ...FACTS, ...RUNNING, result: at(1_000) };
  for (
    const changes of [
      { now: at(1_801), lastByte: at(1_800) },
      { now: at(1_001), logBytes: 2 ** 31 },
      { now: at(9_999), signal: at(1_000) },
    ]
  ) {
    const verdict = checkClocks({ ...facts, ...changes }, LIMITS);
    assert(verdict?.kind === "graceOver");
    assertEquals(verdict.after, "result");
  }
});

Deno.test("checkClocks() still has a total clock after a signal", () => {
  const facts = {
    ...FACTS,
    firstByte: at(1),
    lastByte: at(1_799),
    signal: at(1_700),
    now: at(1_801),
  };
  assertEquals(checkClocks(facts, LIMITS)?.clock, "total");
});

Deno.test("checkClocks() does not count time that the machine slept", () => {
  const now = { steadyMs: 10_000, wallMs: 5_000_000 + 8 * 3_600_000 };
  const facts = { ...FACTS, firstByte: at(1), lastByte: at(2), now };
  assertEquals(checkClocks(facts, LIMITS), null);
});

Deno.test("sleptBetween() tells sleep from small corrections", () => {
  const before = at(0);
  const table = [
    [250, 250, 0],
    [250, 2_250, 0],
    [250, 2_251, 2_001],
    [250, 28_800_250, 28_800_000],
    [250, -3_600_000, 0],
    [900_000, 900_000, 0],
  ] as const;
  for (const [steady, wall, slept] of table) {
    const now = { steadyMs: steady, wallMs: before.wallMs + wall };
    assertEquals(sleptBetween(before, now), slept);
  }
});
