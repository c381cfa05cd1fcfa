import type {
  CheckEvidence,
  CheckResult,
  Evidence,
} from "../../lib/workflow/evidence.ts";

/** No question, no plan, no check. */
export const nothing: Evidence = {
  questions: "none",
  plan: null,
  checks: null,
};

export const plan = { file: "p.md", hash: "h", ticked: 0, all: 3 };

export const green: CheckResult = {
  name: "test",
  command: "make test",
  green: true,
  exitCode: 0,
  tail: "",
  log: "c.log",
};

export const red: CheckResult = {
  ...green,
  green: false,
  exitCode: 2,
  tail: "1 failed",
};

/** Checks that were run; a red one failed for the first time. */
export function ran(...results: readonly CheckResult[]): CheckEvidence {
  return { kind: "run", results, sameFailures: 1 };
}
