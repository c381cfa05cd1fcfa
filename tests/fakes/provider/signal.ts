/**
 * How the fake provider writes its signal.
 *
 * @module
 */

import type { Task } from "./task.ts";
import type { PlainSignal } from "./walk.ts";

/** Writes a signal the way it is asked for: a file beside it, then the name. */
export function writeSignal(
  task: Task,
  signal: PlainSignal,
  token: "right" | "none" | "wrong" = "right",
): void {
  const fenced = token === "none" || token === "right" && task.token === null
    ? signal
    : { ...signal, token: token === "right" ? task.token : "not-the-token" };
  writeRaw(task, `${JSON.stringify(fenced)}\n`);
}

/** Puts any text in the signal's place. */
export function writeRaw(task: Task, text: string): void {
  const path = `${task.sessionDir}/_signal.json`;
  Deno.writeTextFileSync(`${path}.tmp`, text);
  Deno.renameSync(`${path}.tmp`, path);
}
