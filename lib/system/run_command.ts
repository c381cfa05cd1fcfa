/**
 * Runs a project's own command (`SETUP`, `CHECK_…`) as a tree of its own, its output in a log.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { lstatOrNull, sha256 } from "./files.ts";
import type { CheckRun } from "./host.ts";
import type { Trees } from "./tree.ts";

/** How {@linkcode runShell} runs a command. */
export interface ShellOptions {
  readonly trees: Trees;
  readonly clock: Clock;
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the log; what was in it is lost. */
  readonly log: string;
  readonly timeoutMs: number;
  /** Aborted: the command is ended. */
  readonly stop?: AbortSignal;
  /** A command that prints more is ended; 64 MiB unless told. */
  readonly maxLogBytes?: number;
}

const lookMs = 100;
const tailBytes = 8 << 10;

/**
 * Runs a command with `/bin/sh -c`; returns when its tree is gone.
 *
 * A command that is ended by us, or by a signal, has no exit code.
 *
 * @throws {UserError} when it cannot be started.
 */
export async function runShell(
  command: string,
  options: ShellOptions,
): Promise<CheckRun> {
  const { trees, clock, cwd, env, log, timeoutMs } = options;
  const { maxLogBytes = 64 << 20 } = options;
  emptyLog(log);
  const mark = crypto.randomUUID();
  const startMs = clock.steady();
  const { exited } = await trees.start({
    file: "/bin/sh",
    args: ["-c", command],
    env,
    cwd,
    stdin: null,
    stdout: log,
    stderr: log,
    mark,
    polite: "SIGTERM",
  });
  const over = new AbortController();
  exited.then(() => over.abort());
  const wake = AbortSignal.any(
    options.stop === undefined ? [over.signal] : [over.signal, options.stop],
  );
  let why: Why | null = null;
  while (!over.signal.aborted && why === null) {
    const leftMs = timeoutMs - (clock.steady() - startMs);
    if (options.stop?.aborted) why = "interrupted";
    else if (leftMs <= 0) why = "time";
    else if (sizeOf(log) > maxLogBytes) why = "size";
    else await clock.sleep(Math.min(lookMs, leftMs), wake);
  }
  const durationMs = Math.round(clock.steady() - startMs);
  await trees.end(mark);
  const { code } = await exited;
  if (sizeOf(log) > maxLogBytes) Deno.truncateSync(log, maxLogBytes);
  const output = Deno.readFileSync(log);
  const tail = new TextDecoder().decode(output.subarray(-tailBytes));
  const words = {
    interrupted: "the run was interrupted",
    time: `no end within ${timeoutMs / 1000} s`,
    size: `more than ${maxLogBytes} bytes of output`,
  };
  return {
    exitCode: why === null ? code : null,
    timedOut: why === "time",
    durationMs,
    logHash: await sha256(output),
    tail: why === null ? tail : `${tail}\n[ended: ${words[why]}]\n`,
  };
}

/** Why we ended a command. */
type Why = "interrupted" | "time" | "size";

function emptyLog(log: string): void {
  const info = lstatOrNull(log);
  if (info !== null && !info.isFile) {
    throw new UserError(`Cannot write "${log}": it is no regular file`);
  }
  Deno.writeFileSync(log, new Uint8Array(), { mode: 0o600 });
}

function sizeOf(log: string): number {
  return lstatOrNull(log)?.size ?? 0;
}
