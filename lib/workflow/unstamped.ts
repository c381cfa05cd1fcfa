/**
 * Telling apart what stands in the log of a session.
 *
 * @module
 */

const stamp = /^\d{4}-\d\d-\d\dT\S+ [A-Z]+ /;

/**
 * Lines without a time and a level: what a run printed on its standard error, not what it logged.
 *
 * Lines that go on from a stamped one begin with two spaces; so do those that go on from any other.
 *
 * @example
 * ```ts
 * import { unstamped } from "./unstamped.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lines = [
 *   "2026-01-15T14:30:00.000+00:00 INFO  Setup: make",
 *   "  all",
 *   "samocode: Cannot start",
 *   "  try: samocode doctor",
 * ];
 * assertEquals(unstamped(lines), lines.slice(2));
 * ```
 */
export function unstamped(lines: readonly string[]): readonly string[] {
  let logged = false;
  return lines.filter((line) => {
    if (stamp.test(line)) logged = true;
    else if (!line.startsWith("  ")) logged = false;
    return !logged;
  });
}
