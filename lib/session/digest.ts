/**
 * sha256 without a promise: usable between two looks at a file, where the platform's own is not.
 *
 * @module
 */

import { sha256 } from "@noble/hashes/sha2";

const encoder = new TextEncoder();
const hex = Array.from(
  { length: 256 },
  (_, byte) => byte.toString(16).padStart(2, "0"),
);

/**
 * sha256 as hex; a text is taken as UTF-8.
 *
 * @example
 * ```ts
 * import { digest } from "./digest.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(digest("abc").slice(0, 16), "ba7816bf8f01cfea");
 * ```
 */
export function digest(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  let text = "";
  for (const byte of sha256(bytes)) text += hex[byte];
  return text;
}
