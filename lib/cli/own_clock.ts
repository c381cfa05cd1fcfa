/**
 * The present moment for subcommands.
 *
 * @module
 */

import { systemClock } from "../system/clock.ts";
import type { Moment } from "../workflow/timestamps.ts";

/** Now, in local time. */
export function now(): Moment {
  const atMs = systemClock.now();
  return { atMs, offsetMinutes: systemClock.offset(atMs) };
}
