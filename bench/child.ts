/**
 * Programs as the benchmark runs them, and what the system tells of them while they run.
 *
 * @module
 */

/** How a program is run. */
export interface ChildOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program that runs. */
export interface Child {
  readonly pid: number;
  /** Its exit code, and how long it took. */
  readonly ended: Promise<{ readonly code: number; readonly ms: number }>;
  kill(): void;
}

/** Starts a program whose output goes nowhere. */
export function start(
  [file = "", ...args]: readonly string[],
  { cwd, env }: ChildOptions,
): Child {
  const begun = performance.now();
  const child = new Deno.Command(file, {
    args,
    cwd,
    env: { ...env },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return {
    pid: child.pid,
    ended: child.status.then(({ code }) => ({
      code,
      ms: performance.now() - begun,
    })),
    kill: () => child.kill("SIGKILL"),
  };
}

/** Runs a program to its end and returns how long it took, in ms. @throws {Error} at an exit code that is not expected. */
export async function timed(
  words: readonly string[],
  { codes = [0], ...options }: ChildOptions & {
    readonly codes?: readonly number[];
  },
): Promise<number> {
  const { code, ms } = await start(words, options).ended;
  if (!codes.includes(code)) {
    throw new Error(`exit code ${code}: ${words.join(" ")}`);
  }
  return ms;
}

/** Resident memory of a process, now and at its highest, in MiB; `null` when it is gone. */
export function memoryOf(
  pid: number,
): { readonly now: number; readonly peak: number } | null {
  const text = readOrNull(`/proc/${pid}/status`);
  const mib = (label: string) =>
    Number(text?.match(new RegExp(`^${label}:\\s+(\\d+) kB`, "m"))?.[1]) / 1024;
  return text === null ? null : { now: mib("VmRSS"), peak: mib("VmHWM") };
}

/** Processor time that a process has used, in ms; `null` when it is gone. */
export function cpuOf(pid: number): number | null {
  const text = readOrNull(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  // Fields 14 and 15 of the whole line, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Whether a process is there and no zombie. */
export function lives(pid: number): boolean {
  const text = readOrNull(`/proc/${pid}/stat`);
  return text !== null && !/\) [ZX] /.test(text);
}

function readOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    // It may end between the opening and the reading.
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof Error && error.message.includes("No such process")) {
      return null;
    }
    throw error;
  }
}

/** Waits for a moment. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
