/**
 * Follows a running attempt: reads behind its log, looks at clocks, signal, requests and interrupts.
 *
 * @module
 */

import { lstatOrNull } from "../system/files.ts";
import type { Interrupt, Started } from "../system/host.ts";
import type { LogTail } from "../system/log_tail.ts";
import { checkClocks, type Look, sleptBetween } from "../workflow/deadline.ts";
import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { Engine } from "./engine.ts";
import { readSignal } from "./signal_read.ts";
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

/** Returns when the leader is gone, or when it must be ended. */
export async function follow(
  engine: Engine,
  { started, tail, watch, token, silent, totalMs }: {
    readonly started: Started;
    readonly tail: LogTail;
    readonly watch: Watch;
    readonly token: string;
    /** Whether no output is no news. */
    readonly silent: boolean;
    readonly totalMs: number;
  },
): Promise<Followed> {
  const { host, clock, store, input } = engine;
  const look = (): Look => ({ steadyMs: clock.steady(), wallMs: clock.now() });
  const limits = {
    ...input.clocks,
    totalMs,
    ...(silent ? { startMs: Infinity, silenceMs: Infinity } : {}),
  };
  const gone = new AbortController();
  started.exited.then(() => gone.abort());
  const wake = AbortSignal.any([gone.signal, host.stop]);
  const begun = look();
  let before = begun;
  let sleptMs = 0;
  let firstByte: Look | null = null;
  let lastByte: Look | null = null;
  let result: Look | null = null;
  let seenResult = watch.result;
  let signal: Look | null = null;
  let signalStamp = "";
  let slowAt = begun.steadyMs;
  const ended = (
    outcome: AttemptOutcome | null,
    rest: Partial<Followed> = {},
  ): Followed => ({
    outcome,
    graceOver: false,
    stopped: null,
    sleptMs,
    ...rest,
  });
  for (;;) {
    const { dry, bytes } = tail.read();
    const now = look();
    sleptMs += sleptBetween(before, now);
    before = now;
    if (bytes > 0) {
      firstByte ??= now;
      lastByte = now;
    }
    if (watch.result !== seenResult) {
      seenResult = watch.result;
      result = watch.result === null ? null : now;
    }
    if (gone.signal.aborted) return ended(null);
    const stopped = host.interrupted();
    if (stopped !== null) {
      return ended({ kind: "cancelled", by: stopped }, { stopped });
    }
    if (watch.loop !== null) {
      return ended({
        kind: "timeout",
        clock: "repeat",
        afterMs: now.steadyMs - begun.steadyMs,
        message: `the same call again and again: ${watch.loop}`,
      });
    }
    if (now.steadyMs >= slowAt) {
      slowAt = now.steadyMs + SLOW_MS;
      const stamp = signalStampOf(store.paths.signal);
      if (stamp !== signalStamp) {
        signalStamp = stamp;
        const reading = stamp === "" ? null : readSignal(engine, token);
        signal = reading?.kind === "valid" && reading.fenced ? now : null;
      }
      await store.refresh();
      if (store.state.requests.some((r) => r.verb === "stop")) {
        return ended({ kind: "cancelled", by: "request" }, {
          stopped: "request",
        });
      }
      host.live({
        phase: store.state.phase ?? "",
        iteration: store.state.iteration,
        sinceMs: begun.wallMs,
        tool: watch.tool,
        tokens: watch.tokens,
      });
    }
    const verdict = checkClocks({
      now,
      started: begun,
      firstByte,
      lastByte,
      result,
      signal,
      logBytes: tail.size(),
    }, limits);
    if (verdict?.kind === "graceOver" && verdict.after === "result") {
      return ended(null, { graceOver: true });
    }
    if (verdict !== null) {
      const { clock: which, afterMs, message } = verdict;
      return ended({ kind: "timeout", clock: which, afterMs, message });
    }
    // Against a writer that is faster than we are, interrupts must be heard all the same.
    if (!dry) await clock.sleep(0, wake);
    else {
      const quietMs = now.steadyMs - (lastByte ?? begun).steadyMs;
      const leftMs = Math.max(1, begun.steadyMs + totalMs - now.steadyMs);
      const pollMs = quietMs < QUIET_MS ? POLL_MS : SLOW_MS;
      await clock.sleep(Math.min(pollMs, leftMs), wake);
    }
  }
}

function signalStampOf(path: string): string {
  const info = lstatOrNull(path);
  return info === null ? "" : `${info.mtime?.getTime()} ${info.size}`;
}
