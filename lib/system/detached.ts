/**
 * Starts a program that outlives us, our terminal and our process group.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { viaEnv } from "./gate.ts";
import { openPlain } from "./plain_file.ts";

/** A program that goes on by itself; paths are absolute. */
export interface DetachedSpec {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What it writes to standard error is appended here; made with mode 0600. */
  readonly log: string;
}

/** A program that was started. */
export interface Detached {
  readonly pid: number;
  /** Its exit code; 128 and the number of the signal when one ended it. `null` as long as it lives. */
  readonly code: number | null;
  /** Settles at its end. */
  readonly ended: Promise<void>;
}

/**
 * The shell becomes the program, so that the pid stays. Nobody who waits for the end of a pipe that we got shall wait for the program: no
 * stream of ours is left open, nor any other file that somebody handed down.
 */
const script = `exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
exec "$@" </dev/null >/dev/null 2>>"$0"
`;

/**
 * Starts a program in a session of its own: no interrupt, closed terminal or killed group of ours reaches it.
 *
 * @throws {UserError} when the log cannot be written, or the system starts no process.
 */
export function startDetached(spec: DetachedSpec): Detached {
  openPlain(spec.log, { append: true, create: true })!.close();
  const child = spawn(spec);
  let code: number | null = null;
  const ended = child.status.then((status) => {
    code = status.code;
  });
  return {
    pid: child.pid,
    get code() {
      return code;
    },
    ended,
  };
}

function spawn(spec: DetachedSpec): Deno.ChildProcess {
  const { file, args, env, cwd, log } = spec;
  try {
    return new Deno.Command("/bin/sh", {
      args: ["-c", script, log, ...viaEnv(spec), file, ...args],
      cwd,
      env: { ...env },
      clearEnv: true,
      stdin: "null",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // The folder is gone, too many processes, too long an argument list.
    throw new UserError(`Cannot start "${file}": ${cause.message}`, { cause });
  }
}
