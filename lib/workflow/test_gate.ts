/**
 * The gate before the end: what was done to tests and checks waits for a person.
 *
 * @module
 */

import { findingLine, type ToldFinding } from "./changes/finding.ts";
import type { Decision } from "./decision.ts";
import { phaseOf, type Workflow } from "./table.ts";

/** Reason of the wait; no workflow can have one of that name. */
export const TEST_CHANGES = "test_changes";

/** Lines of findings and paths that are told at once. */
const MOST_LINES = 30;

/** Whether a decision ends the work, or leads into a phase that may end it. */
export function leadsToEnd(
  { kind, to }: Pick<Decision, "kind" | "to">,
  workflow: Workflow,
): boolean {
  return kind === "finish" ||
    kind === "advance" && phaseOf(workflow, to)?.final === true;
}

/**
 * The decision once the tests were compared: as it was, or a wait for whatever nobody accepted yet.
 *
 * Changes outside of the plan are told with it and stop nothing.
 */
export function withComparison(
  decision: Decision,
  { open, outside }: {
    /** Findings that nobody accepted. */
    readonly open: readonly ToldFinding[];
    readonly outside: readonly string[];
  },
): Decision {
  const scope = outside.length === 0
    ? []
    : [`Outside of the files of the plan: ${listed(outside, ", ")}`];
  if (open.length === 0) {
    const text = [decision.text, ...scope].filter((part) => part !== "")
      .join("\n");
    return { ...decision, text };
  }
  return {
    ...decision,
    kind: "hold",
    rule: "test-changes",
    to: decision.from,
    text: [
      `${open.length} change${
        open.length === 1 ? "" : "s"
      } of tests, checks or their settings since the plan was approved`,
      listed(open.map((one) => `- ${findingLine(one)}`), "\n"),
      ...scope,
    ].join("\n"),
    wait: { reason: TEST_CHANGES, to: decision.to, findings: open },
  };
}

function listed(items: readonly string[], between: string): string {
  const more = items.length - MOST_LINES;
  return [
    ...items.slice(0, MOST_LINES),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(between);
}
