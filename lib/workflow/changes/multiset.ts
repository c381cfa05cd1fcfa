/**
 * Differences of lists in which the same thing may stand several times.
 *
 * @module
 */

/**
 * Takes from the first list one item for each item of the second that has the same key.
 *
 * @example
 * ```ts
 * import { minus } from "./multiset.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(minus(["a", "b", "a"], ["a"], (item) => item), ["b", "a"]);
 * ```
 */
export function minus<T>(
  from: readonly T[],
  taken: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] {
  const left = new Map<string, number>();
  for (const item of taken) {
    const key = keyOf(item);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return from.filter((item) => {
    const key = keyOf(item);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
}
