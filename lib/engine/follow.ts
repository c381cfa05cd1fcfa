/**
 * Follows a running attempt: reads behind its log, looks at clocks, signal, requests and interrupts.
 *
 * @module
 */

import type { Host, Interrupt, Started } from "../system/host.ts";
import type { LogTail } from "../system/log_tail.ts";
import {
  type AttemptFacts,
  checkClocks,
  type ClockLimits,
} from "../workflow/deadline.ts";
import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Engine } from "./engine.ts";
import { beginSightings, type Seen } from "./sightings.ts";
import { createSlowLook } from "./slow_look.ts";
import type { Watch } from "./watch.ts";

/** How the following ended; the tree may still live. */
export interface Followed {
  /** What we ended it for; `null`: the program ended by itself, or only stayed after its result. */
  readonly outcome: AttemptOutcome | null;
  /** Whether it stayed although its result was there. */
  readonly graceOver: boolean;
  readonly stopped: Interrupt | "request" | null;
  readonly sleptMs: number;
}

const POLL_MS = 50;
/** After so long without output it is looked for less often. */
const QUIET_MS = 1_000;
/** Signal file, journal and the live line are looked at less often. */
const SLOW_MS = 250;

/** What is followed. */
export interface FollowOptions {
  readonly started: Started;
  readonly tail: LogTail;
  readonly watch: Watch;
  readonly token: string;
  /** Whether no output is no news. */
  readonly silent: boolean;
  readonly totalMs: number;
}

/** Returns when the leader is gone, or when it must be ended. */
export async function follow(
  engine: Engine,
  options: FollowOptions,
): Promise<Followed> {
  const { started, tail, watch, token, totalMs } = options;
  const { clock, host } = engine;
  const gone = new AbortController();
  started.exited.then(() => gone.abort());
  const wake = AbortSignal.any([gone.signal, host.stop]);
  const sightings = beginSightings(clock, watch);
  const begun = sightings.facts().started;
  const slowLook = createSlowLook(engine, {
    watch,
    token,
    sinceMs: begun.wallMs,
    onSignal: (valid) => sightings.noteSignal(valid),
  });
  const limits = limitsOf(engine, options);
  let slowAt = begun.steadyMs;
  for (;;) {
    const { dry, bytes } = tail.read();
    sightings.note(bytes);
    const { steadyMs } = sightings.facts().now;
    let end = gone.signal.aborted ? byItself : null;
    end ??= fromOutside(host) ?? repeated(watch, steadyMs - begun.steadyMs);
    if (end === null && steadyMs >= slowAt) {
      slowAt = steadyMs + SLOW_MS;
      if (await slowLook()) end = requested;
    }
    const facts = sightings.facts();
    end ??= byClocks({ ...facts, logBytes: tail.size() }, limits);
    if (end !== null) return { ...end, sleptMs: sightings.sleptMs };
    // Against a writer that is faster than we are, interrupts must be heard all the same.
    await clock.sleep(dry ? pauseMs(facts, totalMs) : 0, wake);
  }
}

/** Why the following ends; the machine's sleep is known otherwise. */
type End = Omit<Followed, "sleptMs">;

const byItself: End = { outcome: null, graceOver: false, stopped: null };
const requested: End = {
  ...byItself,
  outcome: { kind: "cancelled", by: "request" },
  stopped: "request",
};

function fromOutside(host: Pick<Host, "interrupted">): End | null {
  const stopped = host.interrupted();
  return stopped === null
    ? null
    : { ...byItself, outcome: { kind: "cancelled", by: stopped }, stopped };
}

function repeated({ loop }: Watch, afterMs: number): End | null {
  return loop === null ? null : {
    ...byItself,
    outcome: {
      kind: "timeout",
      clock: "repeat",
      afterMs,
      message: `the same call again and again: ${loop}`,
    },
  };
}

function byClocks(facts: AttemptFacts, limits: ClockLimits): End | null {
  const verdict = checkClocks(facts, limits);
  if (verdict === null) return null;
  if (verdict.kind === "graceOver" && verdict.after === "result") {
    return { ...byItself, graceOver: true };
  }
  const { clock, afterMs, message } = verdict;
  return {
    ...byItself,
    outcome: { kind: "timeout", clock, afterMs, message },
  };
}

function limitsOf(
  { input }: Engine,
  { silent, totalMs }: FollowOptions,
): ClockLimits {
  const endless = { startMs: Infinity, silenceMs: Infinity };
  return { ...input.clocks, totalMs, ...(silent ? endless : {}) };
}

function pauseMs(
  { now, started, lastByte }: Seen,
  totalMs: number,
): number {
  const quietMs = now.steadyMs - (lastByte ?? started).steadyMs;
  const leftMs = Math.max(1, started.steadyMs + totalMs - now.steadyMs);
  return Math.min(quietMs < QUIET_MS ? POLL_MS : SLOW_MS, leftMs);
}
