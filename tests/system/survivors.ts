/**
 * Looks for living processes, by means of its own: what is tested shall not testify for itself.
 *
 * @module
 */

import { systemClock } from "../../lib/system/clock.ts";

/** Pids of processes, zombies left out, that have `SAMOCODE_RUN=<mark>` in their environment. Linux only. */
export function survivors(mark: string): readonly number[] {
  return pids().filter((pid) =>
    text(`/proc/${pid}/environ`).split("\0").includes(`SAMOCODE_RUN=${mark}`)
  );
}

/** Pids of living members of a process group. Linux only. */
export function members(group: number): readonly number[] {
  return pids().filter((pid) => lives(pid) && stat(pid)[2] === `${group}`);
}

/** Pids of living children of a process. Linux only. */
export function children(parent: number): readonly number[] {
  return pids().filter((pid) => lives(pid) && stat(pid)[1] === `${parent}`);
}

/** Whether a process lives; a zombie does not. Linux only. */
export function lives(pid: number): boolean {
  return !["", "Z", "X"].includes(stat(pid)[0] ?? "");
}

/** Waits until something holds; gives up after 10 s. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn++) {
    await systemClock.sleep(10);
  }
  if (!holds()) throw new Error("waited 10 s for nothing");
}

/** Waits for a file with a whole number and a newline in it, and takes it. */
export async function numberIn(path: string): Promise<number> {
  await until(() => /^\d+\n/.test(text(path)));
  return parseInt(text(path));
}

function pids(): readonly number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name))
    .filter((pid) => pid > 0);
}

/** State, parent, group, … */
function stat(pid: number): readonly string[] {
  return text(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
}

function text(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    // Gone meanwhile, or somebody else's.
    if (error instanceof Error) return "";
    throw error;
  }
}
