/**
 * One start of the provider program: journaled, watched, ended, read.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import type { Adapter, ProviderRequest } from "../provider/adapter.ts";
import { adapterFor } from "../provider/adapters.ts";
import { factsOf } from "../provider/facts.ts";
import type { Price } from "../provider/price.ts";
import { freeLogName, makeLogFolder } from "../session/log_folder.ts";
import { clearSignalFile } from "../session/signal_file.ts";
import { readFile, writePassing } from "../system/files.ts";
import type { Exit, Interrupt, Started } from "../system/host.ts";
import { openLogTail } from "../system/log_tail.ts";
import { type AttemptOutcome, describeOutcome } from "../workflow/outcome.ts";
import { activePlanPhase } from "../workflow/plan.ts";
import type { NewRow, RowOf } from "../workflow/row.ts";
import type { Reading } from "../workflow/signal.ts";
import { durationText, logStamp } from "../workflow/timestamps.ts";
import { attemptPrompt } from "./attempt_prompt.ts";
import { attemptUsage } from "./attempt_usage.ts";
import { restoreFields } from "./edits.ts";
import { endTree, type Engine, momentOf, tell, treeOf } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import { moneyLeft, tellMoney } from "./money.ts";
import { type Route, routeOf } from "./routing.ts";
import { follow, type Followed } from "./follow.ts";
import { sayLogin } from "./say_login.ts";
import { readSignal } from "./signal_read.ts";
import { type Watch, watchEvents } from "./watch.ts";

/** Why an attempt is made. */
export type AttemptType = RowOf<"attempt-started">["type"];

/** What an attempt left. */
export interface AttemptEnd {
  readonly reading: Reading;
  /** Who ended it from outside, if somebody did. */
  readonly stopped: Interrupt | "request" | null;
}

/** Last words after the total clock get this long. */
const TIME_UP_MS = 180_000;
const STDERR_BYTES = 4 << 10;

/** Makes one attempt of the open iteration. */
export async function runAttempt(
  engine: Engine,
  type: AttemptType,
): Promise<AttemptEnd> {
  const { store, clock, memory } = engine;
  const plan = await planOf(engine);
  const phase = engine.input.workflow.phases[store.state.phase!]!;
  const route = routeOf(engine.input, {
    phase,
    planProfile: phase.context.includes("plan_phase")
      ? (plan === null ? null : activePlanPhase(plan.plan)?.profile ?? null)
      : null,
    escalated: store.state.escalated,
    exhausted: memory.exhausted,
    nowMs: clock.now(),
    only: type === "repair" || type === "timeUp"
      ? store.state.open?.provider ?? null
      : null,
  });
  sayMissing(engine, route);
  const adapter = adapterFor(route.provider)!;
  const files = await prepare(engine, { type, route, adapter });
  const startedMs = clock.steady();
  const watch = watchEvents(adapter, {
    maxRepeats: engine.input.clocks.maxRepeats,
    onEvent: (event) => {
      if (event.kind === "started") sayLogin(engine, adapter.name, event);
      if (event.kind === "tool") {
        tell(engine, "tool", {
          text: `${event.name} ${event.target}`.trim(),
          detail: true,
        });
      }
    },
  });
  let started: Started;
  try {
    started = await start(engine, files);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return await finish(engine, {
      files,
      watch,
      startedMs,
      outcome: { kind: "notStarted", message: error.message },
      exit: { code: null, signal: null },
      followed: null,
    });
  }
  await store.append({
    kind: "provider-started",
    pid: started.pid,
    startTime: started.startTime,
  });
  const tail = openLogTail(files.log, {
    wants: (head) => adapter.wants(head, "run"),
    onLine: (line) => watch.line(line),
  });
  try {
    const followed = await follow(engine, {
      started,
      tail,
      watch,
      token: files.token,
      silent: adapter.silent === true,
      totalMs: type === "timeUp" ? TIME_UP_MS : files.timeoutMs,
    });
    const end = await endTree(engine, files.mark);
    const exit = await started.exited;
    tail.finish();
    return await finish(engine, {
      files,
      watch,
      startedMs,
      outcome: outcomeOf(engine, { followed, exit, files, watch, adapter }),
      exit,
      followed: { ...followed, ...end },
    });
  } finally {
    tail.close();
  }
}

/** A plan is the provider's own: what it wants and cannot have stops nothing. */
function sayMissing(
  engine: Engine,
  { missing, profile, provider }: Route,
): void {
  const key = `profile ${missing}`;
  if (missing === null || engine.memory.said.has(key)) return;
  engine.memory.said.add(key);
  tell(engine, "profile", {
    level: "warn",
    text:
      `The plan wants the profile "${missing}", which ${provider.name} does not have: ${profile} is taken`,
  });
}

/** What an attempt was started with. */
interface Files {
  readonly token: string;
  readonly mark: string;
  /** Absolute paths. */
  readonly log: string;
  readonly stderr: string;
  readonly prompt: string;
  readonly timeoutMs: number;
  readonly adapter: Adapter;
  readonly request: ProviderRequest;
  readonly price: Price | null;
}

async function prepare(
  engine: Engine,
  { type, route, adapter }: {
    readonly type: AttemptType;
    readonly route: Route;
    readonly adapter: Adapter;
  },
): Promise<Files> {
  const { store, input } = engine;
  const { state, paths } = store;
  const attempt = (state.open?.attempts ?? 0) + 1;
  const phase = input.workflow.phases[state.phase!]!;
  const number = String(state.iteration).padStart(3, "0");
  makeLogFolder(paths);
  const base = freeLogName(
    paths,
    `${logStamp(momentOf(engine))}-${number}-${phase.name}${
      attempt === 1 ? "" : `-a${attempt}`
    }`,
  );
  const token = crypto.randomUUID();
  const mark = crypto.randomUUID();
  const timeoutMs = phase.timeoutMs ?? route.provider.timeoutMs;
  const lastWords = type === "repair" || type === "timeUp";
  const resumes = lastWords ? state.open?.conversation ?? null : null;
  // A conversation that is only asked for its signal is not told anything else.
  const said = lastWords
    ? undefined
    : state.requests.findLast((request) => request.verb === "say");
  const prompt = await attemptPrompt(engine, { type, route, token, timeoutMs });
  await store.append({
    kind: "attempt-started",
    attempt,
    token,
    mark,
    log: `${base}.jsonl`,
    provider: route.provider.name,
    profile: route.profile,
    model: route.model,
    effort: route.effort,
    type,
    resumes,
    ...(said === undefined ? {} : { answers: said.seq }),
  });
  clearSignalFile(paths);
  const promptFile = join(paths.logs, `${base}.prompt.md`);
  writePassing(promptFile, prompt);
  const model = route.model === null ? "" : ` · ${route.model}`;
  tell(engine, "attempt", {
    text: `Attempt ${attempt} (${type}): ${route.provider.name}${model}`,
    detail: true,
    data: { attempt, type, log: `${base}.jsonl` },
  });
  return {
    token,
    mark,
    log: join(paths.logs, `${base}.jsonl`),
    stderr: join(paths.logs, `${base}.err`),
    prompt: promptFile,
    timeoutMs,
    adapter,
    price: route.provider.price,
    request: {
      promptFile,
      sessionDir: paths.folder,
      workingDir: state.workingDir!,
      model: route.model,
      effort: route.effort,
      maxTurns: route.provider.maxTurns,
      conversation: crypto.randomUUID(),
      resumes,
      title: `${state.name} ${number} ${phase.name}`,
      maxUsd: moneyLeft(engine),
      inherit: route.provider.inherit,
      sandbox: input.sandbox,
      extraArgs: route.provider.args,
    },
  };
}

async function start(engine: Engine, files: Files): Promise<Started> {
  const { adapter, request } = files;
  const command = adapter.command(request);
  const provider = engine.input.providers.find((p) => p.name === adapter.name)!;
  return await engine.host.start({
    provider: adapter.name,
    args: command.args,
    env: command.env,
    dropEnv: [...command.dropEnv, ...provider.dropEnv],
    cwd: request.workingDir,
    mark: files.mark,
    stdin: command.stdin === "prompt" ? files.prompt : null,
    stdout: files.log,
    stderr: files.stderr,
    polite: adapter.polite,
  });
}

function outcomeOf(
  engine: Engine,
  { followed, exit, files, watch, adapter }: {
    readonly followed: Followed;
    readonly exit: Exit;
    readonly files: Files;
    readonly watch: Watch;
    readonly adapter: Adapter;
  },
): AttemptOutcome {
  if (followed.outcome !== null) return followed.outcome;
  const now = momentOf(engine);
  return adapter.outcome({
    // A program that only stayed although its work was done is taken as ended by itself.
    exitCode: followed.graceOver ? 0 : exit.code,
    signal: followed.graceOver ? null : exit.signal,
    events: watch.events,
    stderr: endOf(files.stderr),
    nowMs: now.atMs,
    offsetMinutes: now.offsetMinutes,
  });
}

async function finish(
  engine: Engine,
  { files, watch, startedMs, outcome, exit, followed }: {
    readonly files: Files;
    readonly watch: Watch;
    readonly startedMs: number;
    readonly outcome: AttemptOutcome;
    readonly exit: Exit;
    readonly followed:
      | Followed & { readonly gone: boolean; readonly swept: number }
      | null;
  },
): Promise<AttemptEnd> {
  const { clock, memory } = engine;
  const reading = readSignal(engine, files.token);
  const decides = reading.kind === "valid" &&
    (reading.fenced || outcome.kind === "success");
  const kept = decides || outcome.kind === "success" || followed === null
    ? null
    : await keep(engine);
  memory.tree = followed === null ? memory.tree : await treeOf(engine);
  const sleptMs = followed?.sleptMs ?? 0;
  if (sleptMs > 0) {
    tell(engine, "slept", {
      text: `The machine slept ${durationText(sleptMs)}`,
    });
  }
  const facts = factsOf(watch.events);
  const conversation = facts.conversation ??
    (watch.events.length === 0
      ? null
      : files.request.resumes ?? files.request.conversation);
  const used = attemptUsage(facts, {
    open: engine.store.state.open,
    conversation,
    price: files.price,
  });
  const rows: readonly NewRow[] = [{
    kind: "attempt-ended",
    outcome,
    exitCode: exit.code,
    signal: exit.signal,
    durationMs: Math.round(clock.steady() - startedMs),
    sleptMs: Math.round(sleptMs),
    conversation,
    ...used,
    turns: facts.turns,
    denials: facts.denials,
    login: facts.login,
    tree: memory.tree,
    kept,
    swept: followed?.swept ?? 0,
  }, { kind: "signal-read", reading }];
  await restoreFields(engine, { rows });
  report(engine, {
    outcome,
    denials: facts.denials,
    swept: followed?.swept ?? 0,
  });
  await tellMoney(engine);
  return { reading, stopped: followed?.stopped ?? null };
}

/** What an attempt that does not decide has changed is kept before the next one begins. */
async function keep(engine: Engine): Promise<string | null> {
  const { state, paths } = engine.store;
  const session = paths.folder.split("/").at(-1)!;
  const name = `${session}/${state.iteration}-${state.open?.attempts ?? 0}`;
  const kept = await engine.host.keepWork(name);
  if (kept === null) return null;
  if ("ref" in kept) {
    tell(engine, "kept", { text: `Unfinished work is kept as ${kept.ref}` });
    return kept.ref;
  }
  tell(engine, "kept", {
    level: "warn",
    text: `Unfinished work could not be kept: ${kept.problem}`,
  });
  return null;
}

function report(
  engine: Engine,
  { outcome, denials, swept }: {
    readonly outcome: AttemptOutcome;
    readonly denials: readonly string[];
    readonly swept: number;
  },
): void {
  if (outcome.kind !== "success") {
    tell(engine, "attempt-ended", {
      level: "warn",
      text: describeOutcome(outcome),
      data: { outcome: outcome.kind },
    });
  }
  if (denials.length > 0) {
    tell(engine, "denied", {
      level: "warn",
      text: `The provider was not allowed: ${denials.join(", ")}`,
    });
  }
  if (swept > 0) {
    tell(engine, "swept", {
      level: "warn",
      text: `Ended ${swept} process${swept === 1 ? "" : "es"} left behind`,
    });
  }
}

function endOf(path: string): string {
  const reading = readFile(path, 64 << 20);
  return reading.kind === "text"
    ? new TextDecoder().decode(reading.bytes.subarray(-STDERR_BYTES))
    : "";
}
