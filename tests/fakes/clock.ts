/**
 * A clock that is set by hand: to sleep is to advance it.
 *
 * @module
 */

import type { Clock } from "../../lib/system/clock.ts";

/** A clock with hands. */
export interface FakeClock extends Clock {
  /** Does something at a later time, in the course of somebody's sleep; time stands still until it is done. */
  after(ms: number, action: () => void | Promise<void>): void;
  /** The machine sleeps: the wall clock goes on, the steady one stands still. */
  suspend(ms: number): void;
}

interface Due {
  readonly atMs: number;
  readonly action: () => void | Promise<void>;
}

/** Makes a clock that shows a moment of 2026, one hour east of Greenwich. */
export function fakeClock(startMs = Date.UTC(2026, 0, 15, 13, 30)): FakeClock {
  let steadyMs = 1_000;
  let aheadMs = startMs - steadyMs;
  let due: Due[] = [];

  /** Advances to a time, or to the first action on the way. */
  async function advance(toMs: number): Promise<"over" | "acted"> {
    const [first] = due.toSorted((a, b) => a.atMs - b.atMs);
    if (first === undefined || first.atMs > toMs) {
      steadyMs = Math.max(steadyMs, toMs);
      return "over";
    }
    due = due.filter((one) => one !== first);
    steadyMs = Math.max(steadyMs, first.atMs);
    await first.action();
    return "acted";
  }

  return {
    now: () => steadyMs + aheadMs,
    steady: () => steadyMs,
    offset: () => 60,
    async sleep(ms, signal) {
      const toMs = steadyMs + ms;
      while (!signal?.aborted && await advance(toMs) === "acted") {
        // Whoever waits for what was done gets its turn.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      await Promise.resolve();
    },
    after: (ms, action) => void due.push({ atMs: steadyMs + ms, action }),
    suspend: (ms) => void (aheadMs += ms),
  };
}
