/**
 * The receipt of a check: whether it is green, and what it was run on.
 *
 * @module
 */

import { failureText } from "./check_output.ts";
import type { NewRow } from "./row.ts";
import type { TreeFacts } from "./tree_facts.ts";

/** A row that tells of a check. */
export type CheckRow = Extract<NewRow, { kind: "check-ended" }>;

/** Makes the row about a check that was run; one that took too long is red, whatever it ended with. */
export function checkRow(
  { name, command }: { readonly name: string; readonly command: string },
  { log, run, facts }: {
    /** Name of its log in `_logs/`. */
    readonly log: string;
    readonly run: {
      readonly exitCode: number | null;
      readonly timedOut: boolean;
      readonly durationMs: number;
      /** sha256 hex of the log. */
      readonly logHash: string;
      /** The end of its output. */
      readonly tail: string;
    };
    readonly facts: Pick<TreeFacts, "head" | "tree">;
  },
): CheckRow {
  const green = run.exitCode === 0 && !run.timedOut;
  return {
    kind: "check-ended",
    name,
    command,
    green,
    exitCode: run.exitCode,
    durationMs: run.durationMs,
    log,
    logHash: run.logHash,
    head: facts.head,
    tree: facts.tree,
    failure: green ? "" : failureText(run.tail),
  };
}
