/**
 * A workflow, rows and states for tests of the pure layer.
 *
 * @module
 */

import { foldRow } from "../../lib/workflow/fold.ts";
import type { NewRow, Row } from "../../lib/workflow/row.ts";
import { emptyState, type SessionState } from "../../lib/workflow/state.ts";
import type { Phase, Workflow } from "../../lib/workflow/table.ts";

/** A phase with plain defaults. */
export function phase(name: string, rest: Partial<Phase>): Phase {
  return {
    name,
    skill: name,
    next: [],
    back: [],
    signals: ["continue", "blocked"],
    waits: [],
    gate: null,
    limit: 20,
    profile: "standard",
    progress: "artifacts",
    checks: "none",
    context: [],
    final: false,
    timeoutMs: null,
    ...rest,
  };
}

/** The table of the `full` workflow. */
export const full: Workflow = {
  name: "full",
  start: "investigation",
  prompt: "Master prompt.",
  phases: Object.fromEntries(
    [
      phase("investigation", { next: ["requirements"] }),
      phase("requirements", {
        next: ["planning", "investigation"],
        back: ["investigation"],
        signals: ["continue", "waiting", "blocked"],
        waits: ["qa_answers"],
        limit: 10,
      }),
      phase("planning", {
        next: ["implementation", "requirements"],
        back: ["requirements"],
        signals: ["continue", "waiting", "blocked"],
        waits: ["plan_approval"],
        gate: {
          reason: "plan_approval",
          to: "implementation",
          onReject: "planning",
        },
        limit: 10,
      }),
      phase("implementation", {
        next: ["testing", "quality"],
        signals: ["continue", "waiting", "blocked"],
        waits: ["human_action"],
        limit: 100,
      }),
      phase("testing", {
        next: ["quality", "done", "implementation"],
        back: ["implementation"],
        checks: "forward",
      }),
      phase("quality", {
        next: ["testing", "done", "implementation"],
        back: ["implementation"],
        checks: "forward",
      }),
      phase("done", {
        signals: ["done", "blocked"],
        limit: 3,
        checks: "all",
        final: true,
      }),
    ].map((p) => [p.name, p]),
  ),
};

/** Folds rows as a journal would hand them out. */
export function fold(
  rows: readonly NewRow[],
  start: SessionState = emptyState,
): SessionState {
  return rows.reduce(
    (state, row) =>
      foldRow(
        state,
        {
          seq: state.seq + 1,
          time: "2026-01-15T14:30:00.000+00:00",
          prev: "0".repeat(64),
          run: "run-1",
          iteration: state.iteration,
          attempt: state.open?.attempts ?? 0,
          ...row,
        } as Row,
      ),
    start,
  );
}

/** Rows up to a ready worktree. */
export const prepared: readonly NewRow[] = [
  {
    kind: "session-created",
    name: "auth",
    task: "Do it",
    dive: null,
    mainRepo: "/repo",
    base: "main",
    branch: "auth",
    workflow: "full",
  },
  {
    kind: "worktree-ready",
    workingDir: "/trees/auth",
    base: "c0ffee",
    branch: "auth",
    setup: null,
    phase: "investigation",
    change: null,
  },
];

/** A `run-started` row. */
export const runStarted: Extract<NewRow, { kind: "run-started" }> = {
  kind: "run-started",
  pid: 7,
  startTime: "100",
  version: "0.1.0",
  providers: ["demo"],
  providerVersions: {},
  limits: { maxIterations: null, maxHours: null, maxUsd: null },
  autoApprove: false,
  acceptSuggestions: false,
};

/** Rows up to the first iteration. */
export const begun: readonly NewRow[] = [
  ...prepared,
  runStarted,
  { kind: "iteration-started", phase: "investigation", iteration: 1 },
];

/** An `attempt-started` row. */
export function attemptStarted(
  attempt: number,
  rest: Partial<Extract<NewRow, { kind: "attempt-started" }>> = {},
): NewRow {
  return {
    kind: "attempt-started",
    attempt,
    token: `token-${attempt}`,
    mark: `mark-${attempt}`,
    log: `log-${attempt}.jsonl`,
    provider: "demo",
    profile: "standard",
    model: null,
    effort: null,
    type: attempt === 1 ? "first" : "retry",
    resumes: null,
    ...rest,
  };
}

/** An `attempt-ended` row. */
export function attemptEnded(
  rest: Partial<Extract<NewRow, { kind: "attempt-ended" }>> = {},
): NewRow {
  return {
    kind: "attempt-ended",
    outcome: { kind: "success" },
    exitCode: 0,
    signal: null,
    durationMs: 1000,
    sleptMs: 0,
    conversation: null,
    tokens: null,
    costUsd: null,
    turns: null,
    denials: [],
    login: null,
    tree: null,
    kept: null,
    swept: 0,
    ...rest,
  };
}

/** A `decided` row. */
export function decided(
  from: string,
  to: string,
  rest: Partial<Extract<NewRow, { kind: "decided" }>> = {},
): NewRow {
  return {
    kind: "decided",
    decision: from === to ? "repeat" : "advance",
    rule: "transition",
    from,
    to,
    refused: false,
    text: "",
    needs: null,
    tree: null,
    plan: null,
    wait: null,
    change: null,
    ...rest,
  };
}
