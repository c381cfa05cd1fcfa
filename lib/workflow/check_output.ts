/**
 * The output of a check, cut down to what tells failures apart.
 *
 * @module
 */

/**
 * The end of an output, equal for equal failures: numbers that change from run to run are taken out.
 *
 * @example
 * ```ts
 * import { failureText } from "./check_output.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(failureText("1 of 3 failed in 0.2 s\n"), "# of # failed in # s");
 * ```
 */
export function failureText(output: string): string {
  return lastLines(output, 10).replaceAll(/\d+(\.\d+)?/g, "#").slice(-400);
}

/** The last lines of a text, without empty ones at its end. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
