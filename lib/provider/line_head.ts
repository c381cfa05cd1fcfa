/**
 * Tells from the first bytes of a line whether it can be skipped without being held.
 *
 * @module
 */

const openBrace = 0x7b;
const decoder = new TextDecoder();

/**
 * Whether a line that starts with `head` may hold an event.
 *
 * Only what is certain is refused: a line that is no JSON object, and one that starts exactly like one of `useless`.
 * A different order of the keys makes a line wanted, never lost.
 *
 * @param useless Beginnings of lines that never matter, without spaces after `:` and `,`.
 *
 * @example
 * ```ts
 * import { wantsLine } from "./line_head.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const head = new TextEncoder().encode("warning: not JSON");
 * assertEquals(wantsLine(head, []), false);
 * ```
 */
export function wantsLine(
  head: Uint8Array,
  useless: readonly string[],
): boolean {
  const first = head.find((byte) => byte > 0x20);
  if (first === undefined) return head.length > 0;
  if (first !== openBrace) return false;
  // Cut inside a character the last one turns into U+FFFD, which no beginning holds.
  const text = decoder.decode(head);
  return !useless.some((beginning) => text.startsWith(beginning));
}
