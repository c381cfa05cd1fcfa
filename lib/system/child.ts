/**
 * A program of ours that runs beside us, and that we may signal.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { signalProcess } from "./capture.ts";

/** How a child is started; `env` is its whole environment. */
export interface ChildSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A child in a process group of its own. */
export interface Child {
  readonly pid: number;
  /** Whether it has ended. */
  readonly over: boolean;
  readonly ended: Promise<ChildEnd>;
  /** Signals it alone; nothing happens once it has ended. */
  signal(signal: Deno.Signal): void;
}

/** How a child ended. */
export interface ChildEnd {
  /** `null`: a signal ended it. */
  readonly code: number | null;
  /** The end of both outputs. */
  readonly words: string;
}

const WORDS_BYTES = 8 << 10;

/** Starts a child. @throws {UserError} when the system does not start it. */
export function startChild({ file, args, cwd, env }: ChildSpec): Child {
  let process: Deno.ChildProcess;
  try {
    process = new Deno.Command(file, {
      args: [...args],
      cwd,
      env: { ...env },
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UserError(`Cannot start "${file}": ${cause.message}`, { cause });
  }
  let over = false;
  const out = lastWords(process.stdout);
  const err = lastWords(process.stderr);
  const ended = process.status.then(async ({ code, signal }) => {
    over = true;
    const words = `${await out}${await err}`;
    return { code: signal === null ? code : null, words };
  });
  return {
    pid: process.pid,
    get over() {
      return over;
    },
    ended,
    signal(signal) {
      if (!over) signalProcess(process.pid, signal);
    },
  };
}

async function lastWords(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text = (text + part).slice(-WORDS_BYTES);
  }
  return text;
}
