/**
 * Rows about one iteration: that it began, what was found at its end, how it was decided.
 *
 * @module
 */

import type { Check } from "../changes/check_targets.ts";
import type { ToldFinding } from "../changes/finding.ts";
import type { ProgressMark } from "../cycles.ts";
import type { DecisionKind, Escalation } from "../decision.ts";
import type { TreeFacts } from "../tree_facts.ts";
import type { OverviewChange } from "./overview_rows.ts";

/** Rows of an iteration beside those of its attempts. */
export interface IterationRows {
  "iteration-started": { readonly phase: string };
  "check-ended": {
    readonly name: string;
    readonly command: string;
    readonly green: boolean;
    readonly exitCode: number | null;
    readonly durationMs: number;
    /** Name of its log in `_logs/`. */
    readonly log: string;
    /** sha256 hex of the log. */
    readonly logHash: string;
    readonly head: string | null;
    readonly tree: string | null;
    /** Short text that is equal for equal failures; empty when green. */
    readonly failure: string;
  };
  /** Tests, checks and their settings were compared with those at the approved plan. */
  "tests-compared": {
    /** Commit that was compared with; `null`: none is known. */
    readonly base: string | null;
    readonly head: string | null;
    readonly tree: string | null;
    readonly checks: readonly Check[];
    /** Everything that was found, accepted or not. */
    readonly findings: readonly ToldFinding[];
    /** What came of the old tests, or why they were not run, in words. */
    readonly oldTests: string;
    /** Changed paths that no phase of the plan names; `null`: the plan does not tell its files. */
    readonly outside: readonly string[] | null;
    /** Why nothing was compared; `null`: it was. */
    readonly skipped: string | null;
  };
  "decided": {
    readonly decision: DecisionKind;
    readonly rule: string;
    readonly from: string;
    readonly to: string;
    readonly refused: boolean;
    /** For the next prompt, the person and the overview. */
    readonly text: string;
    readonly needs: string | null;
    /** With `repeat`: the phase goes on with a stronger profile, once. */
    readonly escalated?: Escalation;
    readonly tree: TreeFacts | null;
    /** Ticked and all tasks of the plan. */
    readonly plan: { readonly ticked: number; readonly all: number } | null;
    /** With `hold`: what is waited for from here on, and the plan that was shown. */
    readonly wait: {
      readonly reason: string;
      readonly to: string | null;
      readonly plan: string | null;
      readonly planHash: string | null;
      /** What a person is asked to accept. */
      readonly findings?: readonly ToldFinding[];
    } | null;
    /** What the iteration led to, in a phase whose progress is commits. */
    readonly progress?: ProgressMark;
    /** What the next prompt says of work that goes round in circles. */
    readonly nudge?: string;
    readonly change: OverviewChange | null;
  };
}
