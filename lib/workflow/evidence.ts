/**
 * What the host found out by itself when it decides: facts, not claims.
 *
 * @module
 */

import type { Signal } from "./signal.ts";
import type { Phase } from "./table.ts";

/** One check that was run. */
export interface CheckResult {
  readonly name: string;
  readonly command: string;
  readonly green: boolean;
  readonly exitCode: number | null;
  /** The end of its output. */
  readonly tail: string;
  /** Name of its log in `_logs/`. */
  readonly log: string;
}

/** Facts for a decision. */
export interface Evidence {
  /** State of `_qa.md`. */
  readonly questions: "none" | "open" | "complete";
  /** The active plan; `hash` is over the text with boxes open. */
  readonly plan: {
    readonly file: string;
    readonly hash: string;
    readonly ticked: number;
    readonly all: number;
  } | null;
  /** `null`: none were due. */
  readonly checks: CheckEvidence | null;
}

/** What stands for a step that only verified work may take. */
export type CheckEvidence =
  /** Not run, since something is uncommitted: what is checked must be what is handed over. */
  | { readonly kind: "dirty"; readonly paths: readonly string[] }
  | {
    readonly kind: "run";
    readonly results: readonly CheckResult[];
    /** How often the red one has failed in the same way, this time included; 0 when all are green. */
    readonly sameFailures: number;
  };

/** Whether this signal asks for something that only green checks allow. */
export function checksDue(phase: Phase, signal: Signal): boolean {
  if (phase.checks === "none") return false;
  if (signal.status === "done") return phase.final;
  if (signal.status !== "continue") return false;
  const to = signal.phase ?? phase.name;
  return to !== phase.name && phase.next.includes(to) &&
    (phase.checks === "all" || !phase.back.includes(to));
}
