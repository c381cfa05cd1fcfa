/**
 * One iteration: attempts until one decides, checks where they are due, a decision, its effects.
 *
 * @module
 */

import { guardCycle } from "../workflow/cycle_guard.ts";
import type { ProgressMark } from "../workflow/cycles.ts";
import { decide } from "../workflow/decide.ts";
import { block, type Decision } from "../workflow/decision.ts";
import { escalate } from "../workflow/escalation.ts";
import { checksDue, type Evidence } from "../workflow/evidence.ts";
import { JOURNAL_FORGED } from "../workflow/foreign_row.ts";
import type { Reading } from "../workflow/signal.ts";
import { leadsToEnd, withComparison } from "../workflow/test_gate.ts";
import { applyDecision } from "./apply.ts";
import { runAttempt } from "./attempt.ts";
import { runChecks } from "./checks.ts";
import { compareTests } from "./compare_tests.ts";
import { restoreFields } from "./edits.ts";
import { type Engine, tell, treeOf } from "./engine.ts";
import { escalationStep } from "./escalation_step.ts";
import { readEvidence } from "./evidence_read.ts";
import {
  canResume,
  type Next,
  nextAttempt,
  type Undecided,
} from "./next_attempt.ts";

/** How an iteration ended. */
export type IterationEnd =
  | { readonly kind: "decided"; readonly decision: Decision }
  | Undecided;

/** Does one iteration, or goes on with the one that was cut off. */
export async function runIteration(engine: Engine): Promise<IterationEnd> {
  await begin(engine);
  let reading = countingReading(engine);
  while (reading === null) {
    const next = await nextAttempt(engine);
    if (next.kind === "end") return next.end;
    if (next.kind === "block") return await decideBlock(engine, next);
    const end = await runAttempt(engine, next.type);
    if (engine.store.forged !== null) {
      return await decideBlock(engine, {
        rule: JOURNAL_FORGED,
        text:
          `The journal was changed by somebody else: ${engine.store.forged}`,
        needs: "human_decision",
      });
    }
    reading = countingReading(engine);
    if (reading === null && end.stopped !== null) {
      return { kind: "stopped", by: end.stopped };
    }
  }
  return await decideReading(engine, reading);
}

async function begin(engine: Engine): Promise<void> {
  const { store, input } = engine;
  await restoreFields(engine);
  const { state } = store;
  if (state.open !== null) {
    tell(engine, "iteration", {
      text: `Iteration ${state.iteration} · ${state.open.phase} goes on`,
      data: { iteration: state.iteration, phase: state.open.phase },
    });
  } else {
    const phase = state.phase!;
    const iteration = state.iteration + 1;
    await store.putFields([{
      kind: "iteration-started",
      phase,
      iteration,
      attempt: 0,
    }]);
    const used = (state.phaseIterations[phase] ?? 0) + 1;
    const limit = input.workflow.phases[phase]!.limit;
    tell(engine, "iteration", {
      text: `Iteration ${iteration} · ${phase} (${used} of at most ${limit})`,
      data: { iteration, phase },
    });
  }
}

async function decideReading(
  engine: Engine,
  reading: Reading,
): Promise<IterationEnd> {
  const { store, input, memory } = engine;
  // Of an attempt that an earlier run has ended: what is looked at now is what is verified.
  memory.tree ??= await treeOf(engine);
  const phase = store.state.phase!;
  const due = reading.kind === "valid" &&
    checksDue(input.workflow.phases[phase]!, reading.signal);
  const checks = due ? await runChecks(engine) : null;
  // The signal is in the journal: the next run begins with the checks.
  if (checks === "interrupted") {
    return { kind: "stopped", by: engine.host.interrupted()! };
  }
  const evidence = await readEvidence(engine, checks);
  let decision = decide({
    workflow: input.workflow,
    phase,
    refusals: store.state.refusals,
    reading,
    evidence,
  });
  if (leadsToEnd(decision, input.workflow)) {
    const comparison = await compareTests(engine);
    if (comparison === "interrupted") {
      return { kind: "stopped", by: engine.host.interrupted()! };
    }
    decision = withComparison(decision, comparison);
  }
  decision = guardCycle(decision, {
    workflow: input.workflow,
    state: store.state,
    mark: markOf(engine, { phase, evidence }),
  });
  decision = escalate(decision, { checks, step: escalationStep(engine) });
  if (decision.nudge !== undefined) {
    tell(engine, "cycle", { level: "warn", text: decision.nudge });
  }
  await applyDecision(engine, decision);
  return { kind: "decided", decision };
}

/** What the iteration led to; `null`: nobody can tell. */
function markOf(
  { memory }: Engine,
  { phase, evidence: { checks, plan } }: {
    readonly phase: string;
    readonly evidence: Evidence;
  },
): ProgressMark | null {
  const tree = memory.tree?.tree ?? null;
  if (tree === null) return null;
  const red = checks?.kind === "run"
    ? checks.results.filter(({ green }) => !green)
    : [];
  return {
    phase,
    tree,
    failing: red.map(({ name }) => name),
    ticked: plan?.ticked ?? null,
  };
}

async function decideBlock(
  engine: Engine,
  { rule, text, needs }: Omit<Extract<Next, { kind: "block" }>, "kind">,
): Promise<IterationEnd> {
  const decision = block(engine.store.state.phase!, { rule, text, needs });
  await applyDecision(engine, decision);
  return { kind: "decided", decision };
}

/**
 * The reading of the newest attempt, if it decides the iteration.
 *
 * A fenced signal decides however the process ended; an unfenced one only with success; no signal decides once the
 * repair turn is used up.
 */
function countingReading({ store, input }: Engine): Reading | null {
  const open = store.state.open;
  const reading = open?.reading ?? null;
  if (open === null || reading === null) return null;
  const success = open.lastOutcome?.kind === "success";
  if (reading.kind === "valid") {
    return reading.fenced || success ? reading : null;
  }
  return success && (open.repaired || !canResume(input, open)) ? reading : null;
}
