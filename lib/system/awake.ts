/**
 * Keeps the machine from falling asleep while a run is alive.
 *
 * @module
 */

import { unlessBroken } from "./broken_pipe.ts";
import { helperEnvironment } from "./child_env.ts";
import { findProgram } from "./find_program.ts";

/** Somebody who keeps the machine awake. */
export interface Awake {
  /** The machine may sleep again; nothing is left afterwards. */
  close(): Promise<void>;
}

/** Where, and for whose life. */
export interface AwakeOptions {
  /** The person's; its `PATH` is where the program is looked for. */
  readonly env: Readonly<Record<string, string>>;
  /** This process. */
  readonly pid: number;
  /** Of this machine unless told. */
  readonly os?: typeof Deno.build.os;
  /** The program is killed when it needs longer to end; 2 s unless told. */
  readonly graceMs?: number;
}

/** The command lines that are tried in turn, each with the name of its program first. */
type Lines = readonly (readonly [string, ...string[]])[];

/**
 * Keeps the machine awake from now on, where it has a program for that; without one nothing happens, and no failure is fatal.
 *
 * The program ends with us however we end: on macOS it watches our pid, on Linux it holds the end of a pipe. It is in a session of its own, so that
 * no interrupt of the terminal reaches it.
 */
export function keepAwake(
  { env, pid, os = Deno.build.os, graceMs = 2_000 }: AwakeOptions,
): Awake {
  const over = new AbortController();
  const standing = stand(linesFor(os, pid), {
    env,
    over: over.signal,
    graceMs,
  });
  return {
    async close() {
      over.abort();
      await standing;
    },
  };
}

function linesFor(os: typeof Deno.build.os, pid: number): Lines {
  if (os === "darwin") return [["caffeinate", "-i", "-w", String(pid)]];
  if (os !== "linux") return [];
  const about = ["--who=samocode", "--why=a run is working", "--mode=block"];
  // Some systems let only a person at the machine hold its sleep back, but everybody its idleness.
  return ["idle:sleep", "idle"].map((what) =>
    ["systemd-inhibit", `--what=${what}`, ...about, "cat"] as const
  );
}

async function stand(
  lines: Lines,
  { env, over, graceMs }: {
    readonly env: AwakeOptions["env"];
    readonly over: AbortSignal;
    readonly graceMs: number;
  },
): Promise<void> {
  for (const [name, ...args] of lines) {
    const file = findProgram(name, env);
    if (file === null || over.aborted) return;
    const child = spawn(file, args);
    if (child === null) return;
    const end = () => void dismiss(child, graceMs);
    over.addEventListener("abort", end);
    child.unref();
    const { success } = await child.status;
    over.removeEventListener("abort", end);
    await unlessBroken(() => child.stdin.close());
    if (success) return;
  }
}

function spawn(
  file: string,
  args: readonly string[],
): Deno.ChildProcess | null {
  try {
    return new Deno.Command(file, {
      args: [...args],
      cwd: "/",
      env: helperEnvironment(),
      clearEnv: true,
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Closes its pipe and ends it; the group is killed when that is not enough. */
async function dismiss(
  child: Deno.ChildProcess,
  graceMs: number,
): Promise<void> {
  child.ref();
  const kill = setTimeout(() => signal(-child.pid, "SIGKILL"), graceMs);
  await unlessBroken(() => child.stdin.close());
  signal(child.pid, "SIGTERM");
  await child.status;
  clearTimeout(kill);
}

function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch (error) {
    // Gone already.
    if (!(error instanceof Error)) throw error;
  }
}
