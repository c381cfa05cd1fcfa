/**
 * Reads the time at which a usage limit ends from the sentence that tells of it.
 *
 * @module
 */

const dayMs = 86_400_000;
const months = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];

/** `7:05 PM`, `Nov 23rd, 2026 2:13 AM`, `2:13am (UTC)`, `Nov 26, 1:33pm (UTC)`. */
const pattern =
  /\b(?:again at|resets)\s+(?:([A-Z][a-z]{2})[a-z]* (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?,? )?(\d{1,2})(?::(\d\d))?\s*([AaPp])[Mm](?:\s*\((UTC)\))?/;

/**
 * The first moment that fits what the text says, epoch ms; `null` when it says none.
 *
 * @param offsetMinutes Minutes by which local time is ahead of UTC; used unless the text names UTC.
 *
 * @example A time of day is today's, or tomorrow's when it has passed
 * ```ts
 * import { resetTimeMs } from "./reset_time.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const at = { nowMs: 0, offsetMinutes: 0 };
 * assertEquals(resetTimeMs("try again at 1:30 AM.", at), 5_400_000);
 * ```
 */
export function resetTimeMs(
  text: string,
  { nowMs, offsetMinutes }: {
    readonly nowMs: number;
    readonly offsetMinutes: number;
  },
): number | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, monthName, day, year, hours, minutes, half, zone] = match;
  const timeMs = timeOfDayMs(hours, minutes, half);
  if (timeMs === null) return null;
  const offsetMs = zone === undefined ? offsetMinutes * 60_000 : 0;
  const localNowMs = nowMs + offsetMs;
  if (monthName === undefined) {
    const todayMs = Math.floor(localNowMs / dayMs) * dayMs + timeMs;
    // The text knows no seconds: the minute that just passed is not tomorrow's.
    const passed = todayMs < localNowMs - 10 * 60_000;
    return todayMs + (passed ? dayMs : 0) - offsetMs;
  }
  const month = months.indexOf(monthName.toLowerCase());
  if (month < 0) return null;
  const at = (fullYear: number) =>
    daysSinceEpoch(fullYear, month, Number(day)) * dayMs + timeMs;
  if (year !== undefined) return at(Number(year)) - offsetMs;
  // Without a year it is the nearest one: a date long past is next year's.
  const thisYear = 1970 + Math.floor(localNowMs / dayMs / 365.2425);
  const localMs = [thisYear - 1, thisYear, thisYear + 1].map(at)
    .find((candidate) => candidate > localNowMs - 180 * dayMs);
  return localMs === undefined ? null : localMs - offsetMs;
}

function timeOfDayMs(
  hours = "",
  minutes = "0",
  half = "",
): number | null {
  const hour = Number(hours) % 12 + (half.toLowerCase() === "p" ? 12 : 0);
  if (Number(hours) < 1 || Number(hours) > 12 || Number(minutes) > 59) {
    return null;
  }
  return (hour * 60 + Number(minutes)) * 60_000;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar; `month` counts from 0. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  // Years that begin in March have their leap day at the end.
  const shifted = month < 2 ? year - 1 : year;
  const marchMonth = (month + 10) % 12;
  const yearDays = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) +
    Math.floor(shifted / 400);
  return shifted * 365 + leapDays + yearDays - 719_468;
}
