/**
 * Keeping a text below a size.
 *
 * @module
 */

/**
 * The first of some texts that has at most so many bytes in UTF-8; when none has, the last one, cut off.
 *
 * @example
 * ```ts
 * import { firstThatFits } from "./fit.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(firstThatFits(["all of it", "some", "s"], 5), "some");
 * assertEquals(firstThatFits(["naïve"], 5), "na…");
 * ```
 */
export function firstThatFits(
  texts: Iterable<string>,
  maxBytes: number,
): string {
  let last = "";
  for (const text of texts) {
    if (bytesOf(text) <= maxBytes) return text;
    last = text;
  }
  const room = Math.max(0, maxBytes - bytesOf("…"));
  let kept = "";
  let size = 0;
  for (const char of last) {
    size += bytesOf(char);
    if (size > room) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Size of a text in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
