/**
 * The script of the fake provider: one mood per start, and the record of all starts.
 *
 * @module
 */

import type { Task } from "./task.ts";

/** One step of the mood `steps`; exactly one key. */
export interface Step {
  readonly say?: string;
  /** Name and target of a tool call. */
  readonly tool?: readonly [string, string];
  /** Shell command in the working folder; `SESSION` is the session folder. */
  readonly run?: string;
  readonly sleepMs?: number;
  readonly signal?: Readonly<Record<string, unknown>>;
  /** Ends at once, without a result. */
  readonly exit?: number;
}

/** What to do in one start. */
export interface Mood {
  readonly mood: string;
  /** Waits first. */
  readonly delayMs?: number;
  /** Waits first until this file exists. */
  readonly waitFor?: string;
  /** `usageLimit`: when the limit ends, seconds from now. */
  readonly resetsInS?: number;
  /** `signal`: written exactly so. */
  readonly signal?: Readonly<Record<string, unknown>>;
  /** `signal`: which token is added; `right` unless told. */
  readonly token?: "right" | "none" | "wrong";
  readonly steps?: readonly Step[];
  /** `editPhase`: the phase that is written into the overview. */
  readonly to?: string;
}

/** One line of `starts.jsonl`. */
export interface Start {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly pid: number;
  readonly mood: string;
  readonly conversation: string;
  readonly sessionDir: string;
  readonly workingDir: string;
  readonly phase: string;
  readonly iteration: number;
  readonly workflow: "full" | "quick";
  readonly token: string | null;
  /** Names of everything in the environment. */
  readonly env: readonly string[];
  /** Value of `SAMOCODE_RUN`. */
  readonly mark: string | null;
  readonly promptLength: number;
}

/** Path of a file beside the script. */
export function besideScript(name: string): string {
  const script = scriptPath();
  return `${script.slice(0, script.lastIndexOf("/") + 1)}${name}`;
}

/** The mood of this start: the next of the script, its last one for ever; `walk` without a script. */
export function nextMood(): Mood {
  const text = readOrNull(scriptPath());
  if (text === null) return { mood: "walk" };
  const moods: readonly (Mood | string)[] = JSON.parse(text);
  const counter = `${scriptPath()}.count`;
  const count = (readOrNull(counter) ?? "").length;
  Deno.writeTextFileSync(counter, "x", { append: true });
  const mood = moods[Math.min(count, moods.length - 1)] ?? "walk";
  return typeof mood === "string" ? { mood } : mood;
}

/** Everything that was started before. */
export function earlierStarts(): readonly Start[] {
  const text = readOrNull(besideScript("starts.jsonl")) ?? "";
  return text.split("\n").filter((line) => line !== "")
    .map((line): Start => JSON.parse(line));
}

/** Records this start; returns the how-manieth one of its conversation it is, from 1. */
export function enterStart(
  { argv, task, mood, conversation, promptLength }: {
    readonly argv: readonly string[];
    readonly task: Task;
    readonly mood: Mood;
    readonly conversation: string;
    readonly promptLength: number;
  },
): number {
  const before = earlierStarts()
    .filter((start) => start.conversation === conversation);
  const { sessionDir, workingDir, phase, iteration, workflow, token } = task;
  const start: Start = {
    argv,
    cwd: Deno.cwd(),
    pid: Deno.pid,
    mood: mood.mood,
    conversation,
    sessionDir,
    workingDir,
    phase,
    iteration,
    workflow,
    token,
    env: Object.keys(Deno.env.toObject()).sort(),
    mark: Deno.env.get("SAMOCODE_RUN") ?? null,
    promptLength,
  };
  Deno.writeTextFileSync(
    besideScript("starts.jsonl"),
    `${JSON.stringify(start)}\n`,
    { append: true },
  );
  return before.length + 1;
}

/** Text of a file, `null` when there is none. */
export function readOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function scriptPath(): string {
  const path = Deno.env.get("FAKE_SCRIPT");
  if (path === undefined) throw new Error("Cannot start: no FAKE_SCRIPT");
  return path;
}
