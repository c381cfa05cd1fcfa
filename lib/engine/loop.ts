/**
 * The loop of a run: may it go on, one iteration, again; and how it ends.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { openStore } from "../session/store.ts";
import type { Clock } from "../system/clock.ts";
import { asDiskError } from "../system/disk_error.ts";
import type { Host } from "../system/host.ts";
import { block } from "../workflow/decision.ts";
import { mayRun } from "../workflow/may_run.ts";
import { redactor } from "../workflow/redact.ts";
import { applyDecision } from "./apply.ts";
import { stopBroken } from "./broken.ts";
import { honourEdit } from "./edits.ts";
import { type Engine, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import type { EngineInput, StopReport } from "./input.ts";
import { runIteration } from "./iteration.ts";
import { endLeftovers } from "./recover.ts";
import { sayKept } from "./say_kept.ts";
import { openWaiting, stayUntilFreed } from "./stay.ts";
import { interruptedStop, type Stop, stop } from "./stop.ts";

/** Runs a prepared session until something stops it; the caller holds its lease. */
export async function runLoop(
  input: EngineInput,
  { host, clock }: { readonly host: Host; readonly clock: Clock },
): Promise<StopReport> {
  const store = await openStore(sessionPaths(input.session), {
    clock,
    run: input.run.id,
    redact: redactor(input.secrets),
    repair: true,
  });
  const engine: Engine = {
    input,
    host,
    clock,
    store,
    memory: {
      iterations: 0,
      startedMs: clock.steady(),
      idleMs: 0,
      tree: null,
      // A run that died told nobody how it ended.
      news: store.state.run?.stopped === null,
      said: new Set(),
      exhausted: new Map(),
    },
  };
  if (store.repaired !== null) {
    tell(engine, "repaired", { level: "warn", text: store.repaired });
  }
  try {
    await store.settle();
    // What the last run left is charged to it, not to this one.
    await endLeftovers(engine);
    await startRun(engine);
    await honourEdit(engine);
    return await stop(engine, await untilStop(engine));
  } catch (error) {
    const told = error instanceof UserError ? error : asDiskError(error);
    if (told === null) throw error;
    return await stopBroken(engine, told);
  }
}

async function startRun({ store, input }: Engine): Promise<void> {
  const { limits } = input;
  const versions = input.providers.flatMap((p) =>
    p.version === null ? [] : [[p.name, p.version]]
  );
  await store.append({
    kind: "run-started",
    pid: input.run.pid,
    startTime: input.run.startTime,
    version: input.run.version,
    providers: input.providers.map((p) => p.name),
    ...(input.providersChosen === true ? { providersChosen: true } : {}),
    providerVersions: Object.fromEntries(versions),
    limits: {
      maxIterations: limits.maxIterations,
      maxHours: limits.maxMs === null ? null : limits.maxMs / 3_600_000,
      maxUsd: limits.maxUsd,
    },
    stay: input.stay,
    autoApprove: input.autoApprove,
    acceptSuggestions: input.acceptSuggestions,
    checks: input.checks,
  });
}

async function untilStop(engine: Engine): Promise<Stop> {
  for (;;) {
    const { host, store } = engine;
    const interrupted = host.interrupted();
    if (interrupted !== null) return interruptedStop(interrupted);
    await store.refresh();
    sayKept(engine);
    if (await openWaiting(engine)) continue;
    const asked = store.state.requests.find((r) => r.verb === "stop");
    if (asked !== undefined) {
      await store.append({
        kind: "notified",
        about: "stop",
        sent: [],
        failed: [],
        answers: asked.seq,
      });
      return { reason: "requested", text: `Stopped on request of ${asked.by}` };
    }
    const stop = await onward(engine);
    if (stop === null) continue;
    const stays = engine.input.stay &&
      (stop.reason === "waiting" || stop.reason === "blocked");
    if (!stays) return stop;
    await stayUntilFreed(engine, stop);
  }
}

/** One step: `null` when the loop goes on. */
async function onward(engine: Engine): Promise<Stop | null> {
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
