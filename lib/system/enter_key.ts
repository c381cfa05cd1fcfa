/**
 * Hears Enter on the person's terminal while a run does something else.
 *
 * @module
 */

import { unlessBroken } from "./broken_pipe.ts";
import type { Clock } from "./clock.ts";
import { helperEnvironment } from "./child_env.ts";

/** Somebody who listens. */
export interface EnterKey {
  /** Nobody listens any more; nothing is left afterwards. */
  close(): Promise<void>;
}

/** In the background the terminal is not ours to read: it is tried again after this time. */
const AGAIN_MS = 5_000;

/**
 * To read a terminal from the background stops the whole group of a run, unless the reader is deaf to the signal that does it: then it is refused.
 * Nor can a pending read be taken back, but its process can be ended. Interrupts are for the run alone; the end of our pipe ends both shells, also
 * when we are killed.
 */
const script = `trap '' TTIN TTOU INT QUIT
(read -r line </dev/tty && echo) &
exec >&-
read -r end
kill $! 2>&-
`;

/** Listens until it is closed; `heard` is called at each Enter. */
export function listenForEnter(
  heard: () => void,
  { clock }: { readonly clock: Pick<Clock, "sleep"> },
): EnterKey {
  const over = new AbortController();
  const listening = listen(heard, { clock, over: over.signal });
  return {
    async close() {
      over.abort();
      await listening;
    },
  };
}

async function listen(
  heard: () => void,
  { clock, over }: {
    readonly clock: Pick<Clock, "sleep">;
    readonly over: AbortSignal;
  },
): Promise<void> {
  while (!over.aborted) {
    const child = spawn();
    if (child === null) return;
    const end = () => void unlessBroken(() => child.stdin.close());
    over.addEventListener("abort", end);
    const text = await new Response(child.stdout).text();
    over.removeEventListener("abort", end);
    if (!over.aborted) end();
    await child.status;
    if (text !== "" && !over.aborted) heard();
    else await clock.sleep(AGAIN_MS, over);
  }
}

/** In our own group, so that the terminal knows whether we are in the background. */
function spawn(): Deno.ChildProcess | null {
  try {
    return new Deno.Command("/bin/sh", {
      args: ["-c", script],
      cwd: "/",
      env: helperEnvironment(),
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
