/**
 * Runs a short program and takes what it prints, within a limit of time and size.
 *
 * @module
 */

import { unlessBroken } from "./broken_pipe.ts";

/** How {@linkcode capture} runs a program. */
export interface CaptureOptions {
  readonly cwd?: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** The program and its group are ended then. */
  readonly timeoutMs: number;
  /** Aborted: they are ended at once. */
  readonly stop?: AbortSignal;
  /** Given on standard input; nothing when left out. */
  readonly stdin?: string;
  /** Most that is kept of each stream; 16 MiB unless told. */
  readonly maxBytes?: number;
}

/** What a program printed and how it ended. */
export interface Captured {
  /** `null`: ended by a signal, or by us. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Whether `stop` ended it. */
  readonly stopped: boolean;
}

/** Between TERM, at which many programs remove their lock files, and KILL. */
const graceMs = 500;
/** What is left in a pipe is read for so long after the program's end: a child it left behind may hold the pipe for ever. */
const leftOverMs = 200;

/**
 * Runs a program in a process group of its own.
 *
 * @throws {Deno.errors.NotFound} when there is no such program or folder.
 */
export async function capture(
  file: string,
  args: readonly string[],
  options: CaptureOptions,
): Promise<Captured> {
  const { cwd, env, timeoutMs, stop, stdin, maxBytes = 16 << 20 } = options;
  const child = new Deno.Command(file, {
    args: [...args],
    ...(cwd === undefined ? {} : { cwd }),
    env,
    clearEnv: true,
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  let why: "limit" | "stop" | null = null;
  let kill: ReturnType<typeof setTimeout> | undefined;
  const end = (reason: "limit" | "stop") => {
    why ??= reason;
    signalGroup(child.pid, "SIGTERM");
    kill ??= setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
  };
  const limit = setTimeout(() => end("limit"), timeoutMs);
  const onStop = () => end("stop");
  if (stop?.aborted) onStop();
  stop?.addEventListener("abort", onStop);
  const out = collect(child.stdout, maxBytes);
  const err = collect(child.stderr, maxBytes);
  const fed = stdin === undefined ? Promise.resolve() : feed(child, stdin);
  const status = await child.status;
  clearTimeout(limit);
  clearTimeout(kill);
  stop?.removeEventListener("abort", onStop);
  // Its children may have been deaf to TERM.
  if (why !== null) signalGroup(child.pid, "SIGKILL");
  await Promise.all([out.end(), err.end(), fed]);
  return {
    code: status.signal === null && why === null ? status.code : null,
    stdout: out.text(),
    stderr: err.text(),
    timedOut: why === "limit",
    stopped: why === "stop",
  };
}

/**
 * Sends a signal to a process group.
 *
 * @returns `gone`: it has no member; `refused`: the system does not allow it, which on some systems means that only zombies are left.
 */
export function signalGroup(
  group: number,
  signal: Deno.Signal,
): "sent" | "gone" | "refused" {
  // Groups 0 and 1 and "-1" mean ourselves, the system, and everything.
  if (!Number.isSafeInteger(group) || group < 2) return "gone";
  return send(-group, signal);
}

/** Sends a signal to one process; see {@linkcode signalGroup}. */
export function signalProcess(
  pid: number,
  signal: Deno.Signal,
): "sent" | "gone" | "refused" {
  if (!Number.isSafeInteger(pid) || pid < 2) return "gone";
  return send(pid, signal);
}

function send(target: number, signal: Deno.Signal) {
  try {
    Deno.kill(target, signal);
    return "sent";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "gone";
    if (error instanceof Deno.errors.PermissionDenied) return "refused";
    throw error;
  }
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  await unlessBroken(async () => {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  });
}

function collect(stream: ReadableStream<Uint8Array>, maxBytes: number) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  const all = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const kept = value.subarray(0, Math.max(0, maxBytes - size));
      size += kept.length;
      text += decoder.decode(kept, { stream: true });
    }
  })();
  return {
    text: () => text + decoder.decode(),
    async end() {
      const timer = setTimeout(() => reader.cancel(), leftOverMs);
      await all;
      clearTimeout(timer);
    },
  };
}
