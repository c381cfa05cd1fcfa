/**
 * The beginning of a text of many lines.
 *
 * @module
 */

/**
 * The first line that says something, without spaces around it; empty when none does.
 *
 * @example
 * ```ts
 * import { firstLine } from "./first_line.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(firstLine("\n  Add a test \n- now"), "Add a test");
 * ```
 */
export function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]!.trim();
}
