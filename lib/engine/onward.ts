/**
 * One step of the loop: an iteration, or what stands in its way.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { block } from "../workflow/decision.ts";
import { mayRun } from "../workflow/may_run.ts";
import { applyDecision } from "./apply.ts";
import { type Engine, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import { runIteration } from "./iteration.ts";
import { interruptedStop, type Stop } from "./stop.ts";

/** Takes one step; `null` when the loop goes on. */
export async function onward(engine: Engine): Promise<Stop | null> {
  const { store, input, memory, clock } = engine;
  const plan = await planOf(engine);
  const may = mayRun(store.state, {
    workflow: input.workflow,
    limits: input.limits,
    now: {
      iterations: memory.iterations,
      activeMs: clock.steady() - memory.startedMs - memory.idleMs,
      spentUsd: store.state.run?.spending.costUsd ?? 0,
      planHash: plan?.hash ?? null,
    },
  });
  switch (may.kind) {
    case "stop":
      return { reason: may.reason, text: may.text };
    case "block":
      await blockBeforehand(engine, may);
      return null;
    case "planChanged":
      await closeGate(engine, may.reason);
      return null;
    case "run":
      break;
  }
  if (input.workingDirGone !== undefined) {
    const { message, hint } = input.workingDirGone;
    throw new UserError(message, { hint, exitCode: 5 });
  }
  const lowDisk = await diskStop(engine);
  if (lowDisk !== null) return lowDisk;
  const end = await runIteration(engine);
  switch (end.kind) {
    case "decided":
      return null;
    case "failed":
    case "limit":
      return { reason: end.kind, text: end.text };
    case "stopped":
      return end.by === "request" ? null : interruptedStop(end.by);
  }
}

/** The iteration that may not be begins, so that it has a number, and is decided at once. */
async function blockBeforehand(
  engine: Engine,
  why: { readonly rule: string; readonly text: string; readonly needs: string },
): Promise<void> {
  const { store } = engine;
  const phase = store.state.phase ?? "unknown";
  if (store.state.open === null) {
    await store.append({
      kind: "iteration-started",
      phase,
      iteration: store.state.iteration + 1,
      attempt: 0,
    });
  }
  await applyDecision(engine, block(phase, why));
}

async function closeGate(engine: Engine, reason: string): Promise<void> {
  const { store } = engine;
  const plan = await planOf(engine);
  const { overview } = await store.putFields();
  await store.append({
    kind: "gate-waiting",
    reason,
    to: store.state.phase,
    plan: plan?.file ?? null,
    planHash: plan?.hash ?? null,
    text: plan === null
      ? "The approved plan is gone"
      : "The plan was changed after it was approved",
    overview: overview ?? "",
  });
  await store.putFields();
  tell(engine, "gate", {
    level: "warn",
    text: "The plan is not the one that was approved: its gate closes again",
  });
}

async function diskStop(engine: Engine): Promise<Stop | null> {
  const free = await engine.host.freeBytes();
  if (free === null || free >= engine.input.minFreeBytes) return null;
  const mib = (bytes: number) => Math.round(bytes / (1 << 20));
  return {
    reason: "failed",
    text: `Cannot go on: ${mib(free)} MiB are free on the session's disk, ${
      mib(engine.input.minFreeBytes)
    } MiB are needed`,
  };
}
