/**
 * Ends a wait for a limit as soon as the person at the terminal presses Enter.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UserError } from "../errors.ts";
import { RefusedError } from "../session/refused.ts";
import { requestRetry } from "../session/requests.ts";
import { systemClock } from "../system/clock.ts";
import { type EnterKey, listenForEnter } from "../system/enter_key.ts";
import type { Told } from "../system/host.ts";
import type { Terminal } from "../system/terminal.ts";
import { actorOf } from "./acting.ts";
import { openForWriting } from "./open_session.ts";

/** Somebody who listens while a run waits. */
export interface EnterRetry {
  /** Takes what the run tells: it waits, or goes on. */
  heard(told: Told): void;
  /** Nobody listens any more. */
  close(): Promise<void>;
}

/** Makes a listener for the session in a folder; it does nothing where nobody is at a terminal. */
export function retryOnEnter(
  folder: string,
  { terminal, config, run, say }: {
    readonly terminal: Terminal;
    readonly config: Config;
    /** Id of the run that waits. */
    readonly run: string;
    readonly say: (text: string) => void;
  },
): EnterRetry {
  let key: EnterKey | null = null;
  let closing: Promise<unknown> = Promise.resolve();

  function stop(): void {
    closing = Promise.all([closing, key?.close()]);
    key = null;
  }

  async function request(): Promise<void> {
    try {
      const { by } = actorOf(terminal);
      await requestRetry(await openForWriting(folder, config), {
        actor: { by, channel: "terminal" },
        holder: () => Promise.resolve({ kind: "held", run }),
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The wait may have been over already.
      if (!(error instanceof RefusedError)) say(error.message);
    }
  }

  return {
    heard({ event }) {
      if (event === "limit-over" || event === "stopped") return stop();
      if (event !== "limit" || key !== null || !terminal.canAsk) return;
      say("Press Enter to try at once");
      key = listenForEnter(() => void request(), { clock: systemClock });
    },
    async close() {
      stop();
      await closing;
    },
  };
}
