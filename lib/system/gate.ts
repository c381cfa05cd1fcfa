/**
 * Starts a program behind a gate: nothing of it runs before we have told the guard about it.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { unlessBroken } from "./broken_pipe.ts";
import { lstatOrNull } from "./files.ts";
import { findProgram } from "./find_program.ts";
import { beganFunction, type ProcessTable } from "./process_table.ts";

/** A program to be started; paths are absolute. */
export interface ProgramSpec {
  /** An executable file. */
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** `null`: `/dev/null`. */
  readonly stdin: string | null;
  /** Made with mode 0600, or appended to. May be the same file as `stderr`. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell of its own session that waits to become the program. */
export interface GatedProgram {
  /** Stays the same when it becomes the program; also its group and session. */
  readonly pid: number;
  readonly startTime: string;
  readonly status: Promise<Deno.CommandStatus>;
  /** Lets it become the program. If we vanish before this, it ends. */
  open(): Promise<void>;
}

/** Where no repository can lay a program. */
const systemPath = { PATH: "/usr/bin:/bin" };

/** Tells its start time, waits for a line, and becomes the program; its standard streams are files from then on. */
const script = `${beganFunction}
began "$$" "$1" || exit 125
read -r SAMOCODE_LINE && [ "$SAMOCODE_LINE" = go ] || exit 125
SAMOCODE_IN=$2 SAMOCODE_OUT=$3 SAMOCODE_ERR=$4
shift 4
exec "$@" <"$SAMOCODE_IN" >>"$SAMOCODE_OUT" 2>>"$SAMOCODE_ERR"
`;

/**
 * Starts the shell; returns when it waits at the gate.
 *
 * @throws {UserError} when a file or the folder cannot be used, or the system starts no process.
 */
export async function startGated(
  spec: ProgramSpec,
  table: ProcessTable,
): Promise<GatedProgram> {
  const { file, args, cwd, stdin, stdout, stderr } = spec;
  if (stdin !== null) mustBeFile(stdin);
  for (const path of [stdout, stderr]) makeLog(path);
  const words = [table, stdin ?? "/dev/null", stdout, stderr];
  const shell = {
    words: ["-c", script, "gate", ...words, ...viaEnv(spec), file, ...args],
    cwd,
    env: { ...spec.env },
  };
  // A signal to our own group may reach it before it has one of its own.
  const waiting = await atGate(file, shell) ?? await atGate(file, shell);
  if (waiting === null) {
    throw new UserError(`Cannot start "${file}": its shell ended at once`);
  }
  const { child, startTime, status, gate } = waiting;
  return {
    pid: child.pid,
    startTime,
    status,
    async open() {
      await unlessBroken(async () => {
        await gate.write(new TextEncoder().encode("go\n"));
        await gate.close();
      });
    },
  };
}

/** A shell that waits; `null` when it ended instead. */
async function atGate(file: string, shell: Shell) {
  const child = spawn(file, shell);
  const status = child.status;
  const startTime = await firstLine(child.stdout);
  const gate = child.stdin.getWriter();
  if (startTime !== "") return { child, startTime, status, gate };
  await gate.abort();
  await status;
  return null;
}

interface Shell {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/**
 * Starts a shell in a session of its own.
 *
 * A process that the platform puts into a session is copied from ours first, with all its memory: the program `setsid`, where the system has it, does
 * that without, and becomes the shell.
 */
function spawn(file: string, { words, cwd, env }: Shell): Deno.ChildProcess {
  const setsid = findProgram("setsid", systemPath);
  const [program, ...args] = [...setsid === null ? [] : [setsid], "/bin/sh"];
  try {
    return new Deno.Command(program!, {
      args: [...args, ...words],
      cwd,
      env,
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
      detached: setsid === null,
    }).spawn();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    // The folder is gone, too many processes, too long an argument list: whatever it is, a person must mend it.
    throw new UserError(`Cannot start "${file}": ${cause.message}`, { cause });
  }
}

/** Variables whose names no shell can hold, and that it therefore may not pass on, are put back by \`env\`. */
export function viaEnv(
  { env, file }: Pick<ProgramSpec, "env" | "file">,
): readonly string[] {
  const odd = Object.entries(env)
    .filter(([name]) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== "")
    .map(([name, value]) => `${name}=${value}`);
  return odd.length === 0 || file.includes("=") ? [] : ["env", ...odd];
}

function mustBeFile(path: string): void {
  if (!lstatOrNull(path)?.isFile) {
    throw new UserError(`Cannot read "${path}": it is no regular file`);
  }
}

function makeLog(path: string): void {
  const info = lstatOrNull(path);
  // A pipe somebody laid there would keep us waiting for ever.
  if (info !== null && !info.isFile) {
    throw new UserError(`Cannot write "${path}": it is no regular file`);
  }
  try {
    Deno.openSync(path, { append: true, create: true, mode: 0o600 }).close();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UserError(`Cannot write "${path}": ${cause.message}`, { cause });
  }
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text.split("\n")[0] ?? "";
}
