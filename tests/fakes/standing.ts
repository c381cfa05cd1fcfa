/**
 * Parts of sessions that wait for a person, are blocked or done: rows of the journal, overview, files.
 *
 * @module
 */

import { editOverview } from "../../lib/session/overview_edit.ts";
import { sha256 } from "../../lib/system/files.ts";
import { planFingerprintText } from "../../lib/workflow/plan.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { plainOverview, type SessionParts } from "../cli/made_session.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";

/** Name of the plan file. */
export const PLAN_FILE = "01-15-15:02-plan-auth.md";

/** A plan of two phases. */
export const PLAN = `# Log in with a key

## Implementation Phases

### Phase 1: Keys
- [ ] Read the key
- [ ] Check it

### Phase 2: Login
- [ ] Use it
`;

/** Two questions with options, one of them without a suggestion. */
export const QUESTIONS = `# Questions

### Q1: Which key?
A) RSA
B) Ed25519
**Suggestion:** B - it is shorter
**Answer:** _waiting_

### Q2: Where is it kept?
**Answer:** _waiting_
`;

/** What a plan's approval is bound to. */
export async function planHash(text: string): Promise<string> {
  return await sha256(planFingerprintText(text));
}

/** An overview in a phase, with the plan listed. */
export function overviewAt(phase: string, blocked = "no"): string {
  return editOverview(
    `${plainOverview({ phase })}- ${PLAN_FILE} - the way\n`,
    { fields: { "Iteration": "1", "Blocked": blocked } },
  );
}

/** A session whose plan waits for approval. */
export async function atPlanGate(): Promise<SessionParts> {
  return standing("planning", {
    wait: {
      reason: "plan_approval",
      to: "implementation",
      plan: PLAN_FILE,
      planHash: await planHash(PLAN),
    },
  });
}

/** A session that waits for answers to {@linkcode QUESTIONS}. */
export function atQuestions(questions = QUESTIONS): SessionParts {
  const parts = standing("requirements", { wait: wait("qa_answers") });
  return { ...parts, files: { ...parts.files, "_qa.md": questions } };
}

/** A session that waits for something that a person has to do. */
export function atAction(): SessionParts {
  return standing("implementation", { wait: wait("human_action") });
}

/** A session that is blocked. */
export function atBlock(): SessionParts {
  return standing("testing", {
    decision: "block",
    rule: "provider-blocked",
    text: "The port is in use",
  });
}

/** A finished session. */
export function atEnd(): SessionParts {
  return standing("done", { decision: "finish", rule: "done" });
}

/** A session whose attempt is running, or was cut off. */
export function inAttempt(): SessionParts {
  return {
    overview: overviewAt("planning"),
    files: { [PLAN_FILE]: PLAN },
    rows: [...begun("planning"), attemptStarted(1)],
  };
}

/** A session between two iterations, with nobody who works on it. */
export function between(phase: string): SessionParts {
  const parts = standing(phase, { decision: "repeat" });
  return { ...parts, rows: [...parts.rows ?? [], stopped("requested")] };
}

/** The end of a run, for a reason. */
function stopped(
  reason: Extract<NewRow, { kind: "run-stopped" }>["reason"],
): NewRow {
  const rest = { code: 0, text: "", next: null, overview: null };
  return { kind: "run-stopped", reason, ...rest };
}

function wait(reason: string) {
  return { reason, to: null, plan: null, planHash: null };
}

function begun(phase: string): readonly NewRow[] {
  return [
    ...prepared.map((row) =>
      row.kind === "worktree-ready" ? { ...row, phase } : row
    ),
    runStarted,
    { kind: "iteration-started", phase, iteration: 1 },
  ];
}

function standing(
  phase: string,
  end: Partial<Extract<NewRow, { kind: "decided" }>>,
): SessionParts {
  const waits = end.wait ?? null;
  const held = waits === null ? {} : { decision: "hold" as const };
  const blocked = waits !== null
    ? "waiting_human"
    : end.decision === "block"
    ? "yes"
    : "no";
  return {
    overview: overviewAt(phase, blocked),
    files: {
      [PLAN_FILE]: PLAN,
      "_signal.json": '{"status":"waiting"}',
    },
    rows: [
      ...begun(phase),
      attemptStarted(1),
      attemptEnded({ costUsd: 1.25, durationMs: 300_000 }),
      decided(phase, phase, { text: "as it is", ...held, ...end }),
    ],
  };
}
