/**
 * The loop of a run: how it begins, step after step, and how it ends.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { openStore } from "../session/store.ts";
import type { Clock } from "../system/clock.ts";
import { asDiskError } from "../system/disk_error.ts";
import type { Host } from "../system/host.ts";
import { redactor } from "../workflow/redact.ts";
import { stopBroken } from "./broken.ts";
import { honourEdit } from "./edits.ts";
import { type Engine, tell } from "./engine.ts";
import type { EngineInput, StopReport } from "./input.ts";
import { onward } from "./onward.ts";
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
    version: input.run.version,
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
      lock: null,
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
