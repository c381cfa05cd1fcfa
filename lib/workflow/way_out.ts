/**
 * How a person ends a wait.
 *
 * @module
 */

import type { Waiting } from "./state.ts";
import { TEST_CHANGES } from "./test_gate.ts";

/** A subcommand that ends a wait. */
export interface WayOut {
  readonly verb: "approve" | "answer" | "unblock";
  /** What it is told behind the session's name; empty: nothing. */
  readonly rest: string;
}

/** Without it nobody accepts changes of tests by habit. */
export const ACCEPT_FLAG = "--accept-test-changes";

/**
 * Finds the subcommand that ends a wait; a wait that leads to another phase is a gate, whatever its reason.
 *
 * @example
 * ```ts
 * import { wayOut } from "./way_out.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const questions = { reason: "qa_answers", to: null };
 * assertEquals(wayOut(questions), { verb: "answer", rest: "" });
 * ```
 */
export function wayOut(
  { reason, to }: Pick<Waiting, "reason" | "to">,
): WayOut {
  if (reason === TEST_CHANGES) return { verb: "approve", rest: ACCEPT_FLAG };
  if (to !== null || reason === "plan_approval") {
    return { verb: "approve", rest: "" };
  }
  return { verb: reason === "qa_answers" ? "answer" : "unblock", rest: "" };
}
