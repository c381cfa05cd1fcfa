/**
 * Tells that a program cannot be started before anything is started: afterwards its exit code would be all we have.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { findProgram } from "./find_program.ts";

/**
 * The absolute path of an executable file; a name without `/` is looked for on `PATH` of `env`.
 *
 * @throws {UserError} when there is none, or when the interpreter that its first line names does not exist.
 */
export function resolveProgram(
  name: string,
  env: Readonly<Record<string, string>>,
): string {
  const file = findProgram(name, env);
  if (file === null) {
    throw new UserError(
      `Cannot start "${name}": ${
        name.includes("/") ? "no executable file" : "not found on PATH"
      }`,
    );
  }
  const interpreter = interpreterOf(file);
  if (interpreter !== null && findProgram(interpreter, env) === null) {
    throw new UserError(
      `Cannot start "${file}": it needs "${interpreter}", which does not exist`,
    );
  }
  return file;
}

/** The program that a script's first line names; `null` for what is no script, or may be executed but not read. */
function interpreterOf(file: string): string | null {
  const head = new Uint8Array(256);
  let length = 0;
  try {
    const script = Deno.openSync(file);
    try {
      length = script.readSync(head) ?? 0;
    } finally {
      script.close();
    }
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) return null;
    throw error;
  }
  const text = new TextDecoder().decode(head.subarray(0, length));
  return /^#![ \t]*(\/[^\s]+)/.exec(text)?.[1] ?? null;
}
