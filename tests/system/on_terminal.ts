/**
 * Runs a program on a terminal of its own, by means of `script`.
 *
 * @module
 */

import { until } from "./survivors.ts";

/** A program on a terminal. */
export interface OnTerminal {
  /** Everything it printed so far, colours and line feeds of the terminal included. */
  text(): string;
  /** Types on the keyboard. */
  type(keys: string): Promise<void>;
  /** Waits until it has printed something. */
  prints(what: RegExp): Promise<void>;
  /** Its exit code. */
  readonly ended: Promise<number>;
  kill(): void;
}

/** Starts it; the words are quoted for a shell already. */
export function onTerminal(
  command: string,
  { env, cwd }: {
    readonly env: Readonly<Record<string, string>>;
    readonly cwd?: string;
  },
): OnTerminal {
  const child = new Deno.Command("script", {
    args: ["-qefc", command, "/dev/null"],
    clearEnv: true,
    env: { ...env, SHELL: "/bin/sh" },
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const keyboard = child.stdin.getWriter();
  let text = "";
  const read = async () => {
    const pieces = child.stdout.pipeThrough(new TextDecoderStream());
    for await (const piece of pieces) text += piece;
  };
  const finish = async () => {
    const [status] = await Promise.all([child.status, read()]);
    // Nobody reads it any more.
    await keyboard.close().catch(() => {});
    return status.code;
  };
  return {
    text: () => text,
    type: (keys) => keyboard.write(new TextEncoder().encode(keys)),
    prints: (what) => until(() => what.test(text)),
    ended: finish(),
    kill: () => child.kill("SIGKILL"),
  };
}
