/**
 * This program itself, as something that can be started.
 *
 * @module
 */

import { join } from "@std/path";

/** File and first arguments that start this program, compiled or from its source. */
export function selfCommand(): {
  readonly file: string;
  readonly args: readonly string[];
} {
  const file = Deno.execPath();
  if (Deno.build.standalone) return { file, args: [] };
  const main = join(import.meta.dirname!, "..", "..", "main.ts");
  return { file, args: ["run", "-A", "--quiet", main] };
}

/** Pid of this process. */
export function ownPid(): number {
  return Deno.pid;
}

/** Name of this machine; empty where it cannot be told. */
export function hostName(): string {
  try {
    return Deno.hostname();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return "";
    throw error;
  }
}

/** Whether this process has the rights of root. */
export function isRoot(): boolean {
  return Deno.uid() === 0;
}

/** Pid of the process that started this one; another one when that has ended. */
export function parentPid(): number {
  return Deno.ppid;
}
