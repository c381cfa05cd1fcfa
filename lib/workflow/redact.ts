/**
 * Keeps secrets out of what is written and shown.
 *
 * @module
 */

import { secretPattern } from "./secret_shapes.ts";

const MASK = "***";

/**
 * Makes a function that puts `***` in the place of secrets.
 *
 * The values are found as they are, as they stand in JSON and as they stand in a URL; values of fewer than six
 * characters are left alone. Tokens of well-known shapes are found without being told.
 *
 * @example
 * ```ts
 * import { redactor } from "./redact.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const redact = redactor(["hunter22"]);
 * assertEquals(redact("password hunter22"), "password ***");
 * assertEquals(redact("Bearer abc123def456"), "Bearer ***");
 * ```
 */
export function redactor(
  secrets: readonly string[],
): (text: string) => string {
  const pattern = secretPattern(secrets);
  return (text) => text.replace(pattern, MASK);
}
