/**
 * Time, as something that can be given.
 *
 * @module
 */

/** The current time and the means to wait. */
export interface Clock {
  /** Wall clock, epoch ms. */
  now(): number;
  /** Steady clock, ms; stands still while the machine sleeps. */
  steady(): number;
  /** Waits; resolves early when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Offset of local time, minutes east of UTC, at an epoch ms. */
  offset(atMs: number): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  offset: (atMs) => -new Date(atMs).getTimezoneOffset(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};
