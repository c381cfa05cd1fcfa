/**
 * Times as text, in the forms that stand in names, notebooks and records.
 *
 * @module
 */

/** A point in time and the place it is told for. */
export interface Moment {
  /** Epoch ms. */
  readonly atMs: number;
  /** Local time, in minutes east of UTC. */
  readonly offsetMinutes: number;
}

/** `MM-DD-HH:MM`, for the names of artifacts. */
export function fileStamp(moment: Moment): string {
  const { month, day, hour, minute } = local(moment);
  return `${month}-${day}-${hour}:${minute}`;
}

/** `MM-DD HH:MM`, for text. */
export function textStamp(moment: Moment): string {
  const { month, day, hour, minute } = local(moment);
  return `${month}-${day} ${hour}:${minute}`;
}

/**
 * `[NNN @ MM-DD HH:MM]`, the head of a flow-log entry.
 *
 * @throws {RangeError} when `iteration` is no whole number from 1.
 *
 * @example
 * ```ts
 * import { flowTag } from "./timestamps.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const moment = { atMs: 1_768_483_800_000, offsetMinutes: 60 };
 * assertEquals(flowTag(7, moment), "[007 @ 01-15 14:30]");
 * ```
 */
export function flowTag(iteration: number, moment: Moment): string {
  if (!Number.isSafeInteger(iteration) || iteration < 1) {
    throw new RangeError(`Iteration ${iteration} is not a whole number from 1`);
  }
  return `[${String(iteration).padStart(3, "0")} @ ${textStamp(moment)}]`;
}

/** `YY-MM-DD`, for the names of session folders. */
export function folderDate(moment: Moment): string {
  const { year, month, day } = local(moment);
  return `${year.slice(-2)}-${month}-${day}`;
}

/** `MM-DD-HHMM`, for the names of logs. */
export function logStamp(moment: Moment): string {
  const { month, day, hour, minute } = local(moment);
  return `${month}-${day}-${hour}${minute}`;
}

/**
 * ISO 8601 with milliseconds and offset, for records.
 *
 * @example
 * ```ts
 * import { isoStamp } from "./timestamps.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const moment = { atMs: 1_768_483_800_042, offsetMinutes: -210 };
 * assertEquals(isoStamp(moment), "2026-01-15T10:00:00.042-03:30");
 * ```
 */
export function isoStamp(moment: Moment): string {
  const { year, month, day, hour, minute, second, milli } = local(moment);
  const offset = Math.trunc(moment.offsetMinutes);
  const sign = offset < 0 ? "-" : "+";
  const east = Math.abs(offset);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}` +
    `${sign}${pad(Math.floor(east / 60))}:${pad(east % 60)}`;
}

/** `HH:MM`. */
export function clockStamp(moment: Moment): string {
  const { hour, minute } = local(moment);
  return `${hour}:${minute}`;
}

/**
 * `MM-DD HH:MM` of an ISO 8601 time, in the place that it was told for; another text stays as it is.
 *
 * @example
 * ```ts
 * import { shortTime } from "./timestamps.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(shortTime("2026-01-15T14:30:00.042+01:00"), "01-15 14:30");
 * ```
 */
export function shortTime(iso: string): string {
  const [, day, time] = iso.match(/^\d{4}-(\d\d-\d\d)T(\d\d:\d\d)/) ?? [];
  return time === undefined ? iso : `${day} ${time}`;
}

/**
 * Tells a length of time in at most two units, rounded down: `42 s`, `3 min`, `3 h 12 min`, `2 d 4 h`; below a second
 * in tenths, at least one.
 *
 * @example
 * ```ts
 * import { durationText } from "./timestamps.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(durationText(11_520_000), "3 h 12 min");
 * assertEquals(durationText(345), "0.3 s");
 * ```
 */
export function durationText(ms: number): string {
  if (ms > 0 && ms < 1_000) return `0.${Math.max(1, Math.floor(ms / 100))} s`;
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? two(hours, "h", minutes % 60, "min")
    : two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? `${a} ${unitA}` : `${a} ${unitA} ${b} ${unitB}`;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Calendar fields by arithmetic: the result must not depend on the time zone of the machine. */
function local({ atMs, offsetMinutes }: Moment) {
  const ms = Math.floor(atMs) + Math.trunc(offsetMinutes) * MINUTE_MS;
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  return {
    ...civil(days),
    hour: pad(Math.floor(rest / 3_600_000)),
    minute: pad(Math.floor(rest / MINUTE_MS) % 60),
    second: pad(Math.floor(rest / 1_000) % 60),
    milli: pad(rest % 1_000, 3),
  };
}

/** Year, month and day of a day counted from 1970-01-01; years begin in March here, so that leap days come last. */
function civil(days: number) {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year: pad(year, 4),
    month: pad(month),
    day: pad(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1),
  };
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}
