/**
 * Finds the setting that a mistyped name probably means.
 *
 * @module
 */

/**
 * Returns the first of `known` that differs from `name` in one place of at most two letters, else `null`.
 *
 * Letter case does not count.
 *
 * @example
 * ```ts
 * import { nearKey } from "./near.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearKey("main_rpeo", ["MAIN_REPO", "SETUP"]), "MAIN_REPO");
 * assertEquals(nearKey("COLOR", ["MAIN_REPO", "SETUP"]), null);
 * ```
 */
export function nearKey(name: string, known: readonly string[]): string | null {
  return known.find((key) => isNear(name.toUpperCase(), key.toUpperCase())) ??
    null;
}

function isNear(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  // Without something in common, every name of two letters would be near.
  return head + tail >= 2 && Math.max(a.length, b.length) - head - tail <= 2;
}

/** Words about a name that nothing reads, with the near name where there is one. */
export function unknownKey(name: string, known: readonly string[]): string {
  const near = nearKey(name, known);
  return `${name} is unknown and not used${
    near === null ? "" : `; did you mean ${near}?`
  }`;
}
