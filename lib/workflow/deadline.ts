/**
 * The clocks of an attempt: when to end a program that does not end by itself.
 *
 * @module
 */

import { durationText } from "./timestamps.ts";

/** One look at both clocks. */
export interface Look {
  /** Steady clock, ms; stands still while the machine sleeps. */
  readonly steadyMs: number;
  /** Wall clock, epoch ms. */
  readonly wallMs: number;
}

/** What was seen of an attempt so far; `null`: not yet. */
export interface AttemptFacts {
  readonly now: Look;
  readonly started: Look;
  /** The first byte of output. */
  readonly firstByte: Look | null;
  /** The newest byte of output. */
  readonly lastByte: Look | null;
  /** The newest result event; `null` again as soon as another turn begins. */
  readonly result: Look | null;
  /** When a valid signal was there first. */
  readonly signal: Look | null;
  readonly logBytes: number;
}

/** How long and how much is allowed. */
export interface ClockLimits {
  /** From the start to the first byte. */
  readonly startMs: number;
  /** Between two bytes. */
  readonly silenceMs: number;
  /** Without output after a result event. */
  readonly resultGraceMs: number;
  /** Without output after a valid signal. */
  readonly signalGraceMs: number;
  /** From the start to the end. */
  readonly totalMs: number;
  readonly maxLogBytes: number;
}

/** What ran out. `afterMs` counts from the attempt's start, machine sleep left out. */
export type ClockVerdict =
  /** A failure: the attempt ends as a timeout of that clock. */
  | {
    readonly kind: "over";
    readonly clock: "start" | "silence" | "total" | "size";
    readonly afterMs: number;
    readonly message: string;
  }
  /** No failure: the work is done and only the program stays. What it told or wrote counts. */
  | {
    readonly kind: "graceOver";
    readonly clock: "grace";
    readonly after: "result" | "signal";
    readonly afterMs: number;
    readonly message: string;
  };

const SLEEP_FROM_MS = 2_000;

/**
 * Tells how long the machine slept between two looks, in milliseconds.
 *
 * Less than two seconds is taken for a correction of the wall clock, and so is a wall clock that went back.
 *
 * @example
 * ```ts
 * import { sleptBetween } from "./deadline.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const before = { steadyMs: 0, wallMs: 1_000 };
 * assertEquals(sleptBetween(before, { steadyMs: 250, wallMs: 61_250 }), 60_000);
 * ```
 */
export function sleptBetween(before: Look, now: Look): number {
  const gap = (now.wallMs - before.wallMs) - (now.steadyMs - before.steadyMs);
  return gap > SLEEP_FROM_MS ? gap : 0;
}

/**
 * Tells which clock of an attempt ran out; `null`: none yet.
 *
 * Every length is taken on the steady clock, so time that the machine slept does not count. Once there is a result,
 * nothing that runs out is a failure any more.
 *
 * @example
 * ```ts
 * import { checkClocks } from "./deadline.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const at = (ms: number) => ({ steadyMs: ms, wallMs: ms });
 * const facts = {
 *   now: at(120_001),
 *   started: at(0),
 *   firstByte: null,
 *   lastByte: null,
 *   result: null,
 *   signal: null,
 *   logBytes: 0,
 * };
 * const limits = {
 *   startMs: 120_000,
 *   silenceMs: 660_000,
 *   resultGraceMs: 30_000,
 *   signalGraceMs: 120_000,
 *   totalMs: 1_800_000,
 *   maxLogBytes: 1 << 30,
 * };
 * assertEquals(checkClocks(facts, limits)?.clock, "start");
 * ```
 */
export function checkClocks(
  facts: AttemptFacts,
  limits: ClockLimits,
): ClockVerdict | null {
  const { now, started, result, signal } = facts;
  const afterMs = since(started, now);
  const graceOver = (after: "result" | "signal", quietMs: number) => ({
    kind: "graceOver",
    clock: "grace",
    after,
    afterMs,
    message: `it did not end within ${durationText(quietMs)} ` +
      `after its ${after}`,
  } as const);
  if (result !== null) {
    const quietMs = since(later(result, facts.lastByte), now);
    return quietMs > limits.resultGraceMs || outOfLimits(facts, limits) !== null
      ? graceOver("result", quietMs)
      : null;
  }
  if (signal !== null) {
    const quietMs = since(later(signal, facts.lastByte), now);
    if (quietMs > limits.signalGraceMs) return graceOver("signal", quietMs);
  }
  const over = outOfLimits(facts, limits);
  return over === null ? null : { kind: "over", afterMs, ...over };
}

function outOfLimits(
  { now, started, firstByte, lastByte, logBytes }: AttemptFacts,
  limits: ClockLimits,
): Pick<Extract<ClockVerdict, { kind: "over" }>, "clock" | "message"> | null {
  if (logBytes > limits.maxLogBytes) {
    const most = Math.floor(limits.maxLogBytes / (1 << 20));
    return { clock: "size", message: `the log grew beyond ${most} MiB` };
  }
  if (since(started, now) > limits.totalMs) {
    const most = durationText(limits.totalMs);
    return { clock: "total", message: `it took longer than ${most}` };
  }
  if (firstByte === null) {
    const most = durationText(limits.startMs);
    return since(started, now) > limits.startMs
      ? { clock: "start", message: `nothing came within ${most}` }
      : null;
  }
  const quietMs = since(later(firstByte, lastByte), now);
  return quietMs > limits.silenceMs
    ? { clock: "silence", message: `no output for ${durationText(quietMs)}` }
    : null;
}

function since(then: Look, now: Look): number {
  return now.steadyMs - then.steadyMs;
}

function later(a: Look, b: Look | null): Look {
  return b !== null && b.steadyMs > a.steadyMs ? b : a;
}
