/**
 * What a session is for, in the words of the person.
 *
 * @module
 */

/** What a person wants of a session. */
export interface Goal {
  readonly task: string | null;
  /** What is to be looked into first. */
  readonly dive: string | null;
}

/**
 * One text of task and dive; `null` when there is neither.
 *
 * @example
 * ```ts
 * import { goalText } from "./goal_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const goal = { task: "Add tests", dive: "the parser" };
 * assertEquals(goalText(goal), "Look into first: the parser\n\nAdd tests");
 * ```
 */
export function goalText({ task, dive }: Goal): string | null {
  const parts = [
    ...(dive === null ? [] : [`Look into first: ${dive}`]),
    ...(task === null ? [] : [task]),
  ];
  return parts.length === 0 ? null : parts.join("\n\n");
}
