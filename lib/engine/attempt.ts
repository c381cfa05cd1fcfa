/**
 * One start of the provider program: journaled, watched, ended, read.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { adapterFor } from "../provider/adapters.ts";
import { readFile } from "../system/files.ts";
import type { Exit, Started } from "../system/host.ts";
import { openLogTail } from "../system/log_tail.ts";
import type { AttemptOutcome } from "../workflow/outcome.ts";
import type { AttemptType } from "../workflow/rows/attempt_rows.ts";
import { announceAttempt, type AnnouncedAttempt } from "./announce_attempt.ts";
import { attemptRoute } from "./attempt_route.ts";
import { type AttemptEnd, closeAttempt } from "./close_attempt.ts";
import { endTree, type Engine, momentOf, tell } from "./engine.ts";
import { follow, type Followed } from "./follow.ts";
import { sayLogin } from "./say_login.ts";
import { type Watch, watchEvents } from "./watch.ts";

/** Last words after the total clock get this long. */
const TIME_UP_MS = 180_000;
const STDERR_BYTES = 4 << 10;

/** Makes one attempt of the open iteration. */
export async function runAttempt(
  engine: Engine,
  type: AttemptType,
): Promise<AttemptEnd> {
  const { store, clock } = engine;
  const route = await attemptRoute(engine, type);
  const adapter = adapterFor(route.provider)!;
  const attempt = await announceAttempt(engine, { type, route, adapter });
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
    started = await start(engine, attempt);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return await closeAttempt(engine, {
      attempt,
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
  const tail = openLogTail(attempt.log, {
    wants: (head) => adapter.wants(head, "run"),
    onLine: (line) => watch.line(line),
  });
  try {
    const followed = await follow(engine, {
      started,
      tail,
      watch,
      token: attempt.token,
      silent: adapter.silent === true,
      totalMs: type === "timeUp" ? TIME_UP_MS : attempt.timeoutMs,
    });
    const end = await endTree(engine, attempt.mark);
    const exit = await started.exited;
    tail.finish();
    return await closeAttempt(engine, {
      attempt,
      watch,
      startedMs,
      outcome: outcomeOf(engine, { followed, exit, attempt, watch }),
      exit,
      followed: { ...followed, ...end },
    });
  } finally {
    tail.close();
  }
}

async function start(
  engine: Engine,
  attempt: AnnouncedAttempt,
): Promise<Started> {
  const { adapter, request } = attempt;
  const command = adapter.command(request);
  const provider = engine.input.providers.find((p) => p.name === adapter.name)!;
  return await engine.host.start({
    provider: adapter.name,
    args: command.args,
    env: command.env,
    dropEnv: [...command.dropEnv, ...provider.dropEnv],
    cwd: request.workingDir,
    mark: attempt.mark,
    stdin: command.stdin === "prompt" ? request.promptFile : null,
    stdout: attempt.log,
    stderr: attempt.stderr,
    polite: adapter.polite,
  });
}

function outcomeOf(
  engine: Engine,
  { followed, exit, attempt, watch }: {
    readonly followed: Followed;
    readonly exit: Exit;
    readonly attempt: AnnouncedAttempt;
    readonly watch: Watch;
  },
): AttemptOutcome {
  if (followed.outcome !== null) return followed.outcome;
  const now = momentOf(engine);
  return attempt.adapter.outcome({
    // A program that only stayed although its work was done is taken as ended by itself.
    exitCode: followed.graceOver ? 0 : exit.code,
    signal: followed.graceOver ? null : exit.signal,
    events: watch.events,
    stderr: endOf(attempt.stderr),
    nowMs: now.atMs,
    offsetMinutes: now.offsetMinutes,
  });
}

function endOf(path: string): string {
  const reading = readFile(path, 64 << 20);
  return reading.kind === "text"
    ? new TextDecoder().decode(reading.bytes.subarray(-STDERR_BYTES))
    : "";
}
