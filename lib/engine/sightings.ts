/**
 * What was seen of a running attempt, and when: its clocks run by it.
 *
 * @module
 */

import type { Clock } from "../system/clock.ts";
import {
  type AttemptFacts,
  type Look,
  sleptBetween,
} from "../workflow/deadline.ts";
import type { Watch } from "./watch.ts";

/** What is known without a look at the log. */
export type Seen = Omit<AttemptFacts, "logBytes">;

/** Notes what is seen; begins with the attempt. */
export interface Sightings {
  /** Looks at the clocks, after so many bytes of new output. */
  note(bytes: number): void;
  /** The signal file has changed: a valid signal counts from now on, anything else not at all. */
  noteSignal(valid: boolean): void;
  /** All of it. */
  facts(): Seen;
  /** How long the machine slept so far. */
  readonly sleptMs: number;
}

/** Begins to note. */
export function beginSightings(
  clock: Clock,
  watch: Pick<Watch, "result">,
): Sightings {
  const look = (): Look => ({ steadyMs: clock.steady(), wallMs: clock.now() });
  const started = look();
  let now = started;
  let sleptMs = 0;
  let firstByte: Look | null = null;
  let lastByte: Look | null = null;
  let result: Look | null = null;
  let seenResult = watch.result;
  let signal: Look | null = null;
  return {
    note(bytes) {
      const before = now;
      now = look();
      sleptMs += sleptBetween(before, now);
      if (bytes > 0) {
        firstByte ??= now;
        lastByte = now;
      }
      if (watch.result === seenResult) return;
      seenResult = watch.result;
      result = watch.result === null ? null : now;
    },
    noteSignal(valid) {
      signal = valid ? now : null;
    },
    facts: () => ({ now, started, firstByte, lastByte, result, signal }),
    get sleptMs() {
      return sleptMs;
    },
  };
}
