/**
 * Foreign text on one line of a terminal.
 *
 * @module
 */

/**
 * Takes out line breaks and all other control characters, escape sequences of terminals among them.
 *
 * @example
 * ```ts
 * import { oneLine } from "./one_line.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(oneLine(" a\r\nb\u001b[31m "), "a b [31m");
 * ```
 */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}
