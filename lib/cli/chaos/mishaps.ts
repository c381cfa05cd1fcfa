/**
 * What happens to a run and its provider in chaos.
 *
 * @module
 */

import { signalProcess } from "../../system/capture.ts";
import type { Child } from "../../system/child.ts";
import { systemClock } from "../../system/clock.ts";
import { startTimeOf } from "../../system/process_table.ts";
import type { SessionState } from "../../workflow/state.ts";
import type { Dice } from "./dice.ts";

/** Kinds of mishaps, and how often each happens among a hundred. */
export const MISHAPS = [
  ["host killed", 55],
  ["host stopped, then killed", 6],
  ["host stopped for a while", 7],
  ["host interrupted", 12],
  ["host terminated", 4],
  ["host hung up", 4],
  ["provider killed", 8],
  ["provider stopped for a while", 4],
] as const;

/** A kind of mishap. */
export type Mishap = typeof MISHAPS[number][0];

/** Longest pause of a stopped process: well below the patience of whoever waits for a lock. */
const PAUSE_MS = 300;
/** So long a provider is waited for. */
const PROVIDER_MS = 1_500;
const LOOK_MS = 20;

/** Lets it happen; `false`: there was nobody to whom it could happen. */
export async function befall(
  mishap: Mishap,
  { host, state, dice }: {
    readonly host: Child;
    readonly state: () => SessionState;
    readonly dice: Dice;
  },
): Promise<boolean> {
  if (host.over) return false;
  const pause = () => systemClock.sleep(20 + dice.number(PAUSE_MS));
  switch (mishap) {
    case "host killed":
      host.signal("SIGKILL");
      return true;
    case "host interrupted":
      host.signal("SIGINT");
      return true;
    case "host terminated":
      host.signal("SIGTERM");
      return true;
    case "host hung up":
      host.signal("SIGHUP");
      return true;
    case "host stopped, then killed":
      host.signal("SIGSTOP");
      await pause();
      host.signal("SIGKILL");
      return true;
    case "host stopped for a while":
      host.signal("SIGSTOP");
      await pause();
      host.signal("SIGCONT");
      return true;
  }
  const pid = await providerOf(host, state);
  if (pid === null) return false;
  if (mishap === "provider killed") {
    return signalProcess(pid, "SIGKILL") === "sent";
  }
  if (signalProcess(pid, "SIGSTOP") !== "sent") return false;
  await pause();
  signalProcess(pid, "SIGCONT");
  return true;
}

/** The provider that works, as soon as one does; `null`: the host ended first, or none came. */
async function providerOf(
  host: Child,
  state: () => SessionState,
): Promise<number | null> {
  for (let waitedMs = 0; waitedMs < PROVIDER_MS; waitedMs += LOOK_MS) {
    if (host.over) return null;
    const { pid = null, startTime = null } = state().attempt ?? {};
    // Its number may be that of another process by now.
    if (pid !== null && await startTimeOf(pid) === startTime) return pid;
    await systemClock.sleep(LOOK_MS);
  }
  return null;
}
