/**
 * Foreign text on many lines of a terminal.
 *
 * @module
 */

/**
 * Takes out all control characters but tabs and line breaks: an escape sequence could hide from a person what they
 * are asked to approve.
 *
 * @example
 * ```ts
 * import { printable } from "./printable.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(printable("a\r\n\tb\u001b[8mc"), "a\n\tb[8mc");
 * ```
 */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n")
    // deno-lint-ignore no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    // Marks that turn the direction of writing show code in another order than it has.
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, "");
}
