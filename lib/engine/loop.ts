/**
 * The loop of a run: may it go on, one iteration, again; and how it ends.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { acceptAnswers, answerQuestions } from "../session/answers.ts";
import { approvePlan } from "../session/approve.ts";
import { sessionName } from "../session/gates.ts";
import { readNotebook } from "../session/notebook.ts";
import { sessionPaths } from "../session/paths.ts";
import { RefusedError } from "../session/refused.ts";
import { openStore } from "../session/store.ts";
import type { Clock } from "../system/clock.ts";
import { asDiskError } from "../system/disk_error.ts";
import type { Host, Interrupt } from "../system/host.ts";
import { mayRun } from "../workflow/may_run.ts";
import { redactor } from "../workflow/redact.ts";
import { stopCode, type StopReason } from "../workflow/row.ts";
import { TEST_CHANGES } from "../workflow/test_gate.ts";
import { applyDecision } from "./apply.ts";
import { stopBroken } from "./broken.ts";
import { honourEdit } from "./edits.ts";
import { type Engine, momentOf, pause, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import { type EngineInput, interruptReason, type StopReport } from "./input.ts";
import { runIteration } from "./iteration.ts";
import { notifyStop } from "./notices.ts";
import { endLeftovers } from "./recover.ts";
import { sayKept } from "./say_kept.ts";

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

/** Why the loop ends. */
interface Stop {
  readonly reason: StopReason;
  readonly text: string;
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
  await applyDecision(engine, {
    kind: "block",
    rule: why.rule,
    from: phase,
    to: phase,
    refused: false,
    text: why.text,
    needs: why.needs,
    wait: null,
  });
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

/** Opens what the run may open by itself, or what answers have opened. `true`: something was opened. */
async function openWaiting(engine: Engine): Promise<boolean> {
  try {
    return await openByItself(engine);
  } catch (error) {
    // A person was faster, or only a person can tell.
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

async function openByItself(engine: Engine): Promise<boolean> {
  const { store, input } = engine;
  const waiting = store.state.waiting;
  if (waiting === null || store.state.attempt !== null) return false;
  const call = {
    workflow: input.workflow,
    moment: momentOf(engine),
    actor: { by: "samocode", channel: "auto" },
  };
  if (waiting.reason === "qa_answers") {
    const actor = { by: "person", channel: "edit" };
    if (await acceptAnswers(store, { ...call, actor })) {
      tell(engine, "gate", { text: "All questions are answered" });
      return true;
    }
    if (!input.acceptSuggestions) return false;
    await answerQuestions(store, {
      ...call,
      actor: { by: "samocode", channel: "auto-suggestions" },
      answers: {},
      acceptSuggestions: true,
    });
    tell(engine, "gate", {
      text: "Questions answered with the provider's suggestions",
    });
    return true;
  }
  if (waiting.reason === "plan_approval" && input.autoApprove) {
    await approvePlan(store, call);
    tell(engine, "gate", {
      level: "warn",
      text: "Plan approved automatically: nobody read this plan",
    });
    return true;
  }
  return false;
}

async function stayUntilFreed(engine: Engine, stop: Stop): Promise<void> {
  const { store, host, clock, memory } = engine;
  const report = reportOf(engine, stop);
  tell(engine, "staying", {
    text: `${describeStop(report)} next: ${report.next ?? "nothing"}`,
  });
  await notifyStop(engine, report);
  const { overview } = await store.putFields();
  if (overview !== null && overview !== store.state.trusted) {
    await store.append({ kind: "overview-written", overview, settled: true });
  }
  const beganMs = clock.steady();
  while (host.interrupted() === null && !await freed(engine)) {
    await pause(engine, 250);
  }
  // Nobody works while a person thinks.
  memory.idleMs += clock.steady() - beganMs;
}

/** Whether the session may go on, or the run was asked to stop. */
async function freed(engine: Engine): Promise<boolean> {
  const { waiting, blocked, requests } = engine.store.state;
  return waiting === null && blocked === null ||
    requests.some((request) => request.verb === "stop") ||
    await openWaiting(engine) || await honourEdit(engine);
}

function interruptedStop(by: Interrupt): Stop {
  return { reason: interruptReason(by), text: "Stopped from outside" };
}

async function stop(engine: Engine, why: Stop): Promise<StopReport> {
  const { store } = engine;
  const report = reportOf(engine, why);
  await notifyStop(engine, report);
  const trusted = store.state.attempt === null;
  const overview = readNotebook(store.paths).kind === "text"
    ? (await store.putFields()).overview
    : null;
  await store.append({
    kind: "run-stopped",
    reason: report.reason,
    code: report.code,
    text: report.text,
    next: report.next,
    overview: trusted ? overview : null,
  });
  sayKept(engine);
  tell(engine, "stopped", {
    text: describeStop(report),
    // The decision said it already.
    detail: engine.memory.iterations > 0 &&
      ["waiting", "blocked", "done"].includes(report.reason),
    data: { ...report },
  });
  return report;
}

function reportOf(engine: Engine, why: Stop): StopReport {
  return {
    reason: why.reason,
    code: stopCode(why.reason),
    text: why.text,
    next: nextCommand(engine, why.reason),
  };
}

function nextCommand(
  { store, input }: Engine,
  reason: StopReason,
): string | null {
  const name = sessionName(store);
  switch (reason) {
    case "done":
      return null;
    case "waiting":
      switch (store.state.waiting?.reason) {
        case "plan_approval":
          return `samocode approve ${name} --run`;
        case TEST_CHANGES:
          return `samocode approve ${name} --accept-test-changes --run`;
        case "qa_answers":
          return `samocode answer ${name} --run`;
        default:
          return `samocode unblock ${name} --run`;
      }
    case "blocked":
      return store.state.blocked?.rule === "unknown-phase"
        ? `samocode goto ${input.workflow.start} ${name} --run`
        : `samocode unblock ${name} --run`;
    default:
      return `samocode run ${name}`;
  }
}

/** Words for the end of a run, one line. */
function describeStop({ reason, text }: StopReport): string {
  return text === "" ? reason : `${reason}: ${text.split("\n", 1)[0]}`;
}
