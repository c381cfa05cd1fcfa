/**
 * Session folders as the predecessor left them.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import { SessionView } from "./session_view.ts";

/** What is told of an old session, beside what all have. */
export interface OldSession {
  readonly phase: string;
  readonly iteration?: number;
  readonly total?: number;
  readonly blocked?: string;
  readonly next?: string;
  readonly signal?: string;
  readonly workingDir?: string;
  /** Whether its worktree is there; it is unless told. */
  readonly worktree?: boolean;
}

/** Folder of every old session. */
export const OLD_NAME = "26-01-15-pyright-ci";

const HISTORY = [
  '{"timestamp": "2026-01-15T14:31:00", "iteration": 1, "phase": "investigation", "status": "continue", "summary": "Looked"}',
  '{"timestamp": "2026-01-15T14:40:00", "iteration": 2, "phase": "requirements", "status": "continue", "summary": "Asked"}',
  '{"v": 2, "timestamp": "2026-01-15T15:02:00", "iteration": 1, "source_phase": "planning", "target_phase": "planning", "status": "waiting", "accepted": true, "outcome_kind": "accepted_no_change", "mutated": false, "summary": "Plan", "for": "plan_approval"}',
  '{"torn',
].join("\n");

/** A mood that changes nothing and goes on. */
export const goOn = { mood: "signal", signal: { status: "continue" } };

/** Lays an old session and tests with it; its record and artifacts must be the same afterwards. */
export async function withOld(
  old: OldSession,
  test: (project: Project, session: SessionView) => Promise<void>,
): Promise<void> {
  await withProject(async (project) => {
    const session = await layOldSession(project, old);
    const kept = () =>
      [
        "_signal_history.jsonl",
        "01-15-15:02-plan-ci.md",
        "01-15-14:31-dive-ci.md",
      ]
        .map((name) => session.read(name));
    const before = kept();
    await test(project, session);
    assertEquals(kept(), before);
  }, { moods: [goOn] });
}

/** Lays the folder of an old session, by hand and with everything that must survive. */
export async function layOldSession(
  project: Project,
  old: OldSession,
): Promise<SessionView> {
  const folder = join(project.sessions, OLD_NAME);
  const worktree = join(project.worktrees, OLD_NAME);
  await Deno.mkdir(folder, { recursive: true });
  if (old.worktree !== false) {
    await project.sh(`git worktree add -q -b pyright-ci '${worktree}'`);
  }
  const session = new SessionView(folder);
  session.write("_overview.md", overview(old, old.workingDir ?? worktree));
  session.write("_signal_history.jsonl", HISTORY);
  session.write("_signal.json", old.signal ?? "{}");
  session.write("01-15-15:02-plan-ci.md", PLAN);
  session.write("01-15-14:31-dive-ci.md", "# Dive\n");
  return session;
}

const PLAN = `# Plan

## Implementation Phases

### Phase 1: One job
- [ ] Write it

## Notes
`;

/** CRLF in places, fields of its own, no newline at the end. */
function overview(
  { phase, iteration = 3, total = 12, blocked = "no", next = "Go on" }:
    OldSession,
  workingDir: string,
): string {
  return `# Session: pyright-ci
Started: 01-15 14:30
Working Dir: ${workingDir}

## Task
Run the type checker in CI.
Phase: this line is text

## Status
Phase: ${phase}
Iteration: ${iteration}
Total Iterations: ${total}\r
Blocked: ${blocked}
Quality Iteration: 0
Last Action: Wrote the plan
Next: ${next}

## Flow Log
- [001 @ 01-15 14:31] Looked -> 01-15-14:31-dive-ci.md
- [approve @ 01-15 15:05] Approved planning -> implementation (reason 'plan_approval')

## Linear Tasks
- CI-12\t(untouched)  

## Files
- 01-15-14:31-dive-ci.md - what there is

## Plans
- 01-15-15:02-plan-ci.md - one job per package`;
}
