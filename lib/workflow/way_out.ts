/**
 * How a person ends a wait.
 *
 * @module
 */

import type { Blocked, Waiting } from "./state.ts";
import { TEST_CHANGES } from "./test_gate.ts";

/** A subcommand that ends a wait. */
export interface WayOut {
  readonly verb: "approve" | "answer" | "unblock";
  /** What it is told behind the session's name; empty: nothing. */
  readonly rest: string;
}

/** Rule of a block: the workflow has no phase of the name that the session is in. */
export const PHASE_GONE = "phase-gone";

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

/**
 * What ends a block: verb, with the words that stand before the session's name, and the words behind it.
 *
 * @param phase Where a session whose phase is gone goes on.
 */
export function wayOutOfBlock(
  { rule }: Pick<Blocked, "rule">,
  phase = "PHASE",
): { readonly verb: string; readonly rest: string } {
  return rule === PHASE_GONE
    ? { verb: `goto ${phase}`, rest: '--note "…"' }
    : { verb: "unblock", rest: "" };
}
