/**
 * The lease of a session for a subcommand that must be alone with it.
 *
 * @module
 */

import { BusyError } from "../../errors.ts";
import { type Lease, takeLease } from "../../session/lease.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import { startTimeOf } from "../../system/process_table.ts";
import { hostName, ownPid } from "../../system/self.ts";
import { isoStamp } from "../../workflow/timestamps.ts";
import { now } from "../own_clock.ts";
import { VERSION } from "../version.ts";

/**
 * Takes the lease; no run begins until it is released.
 *
 * @param act What cannot be done to the session while a run works on it.
 * @throws {BusyError} while a run works on it.
 */
export async function holdSession(
  paths: SessionPaths,
  act = "act on",
): Promise<Lease> {
  const pid = ownPid();
  try {
    return await takeLease(paths, {
      pid,
      startTime: await startTimeOf(pid) ?? "",
      run: crypto.randomUUID(),
      host: hostName(),
      since: isoStamp(now()),
      version: VERSION,
    }, systemClock);
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    const message = error.message.replace(/^Cannot run /, `Cannot ${act} `);
    throw new BusyError(message, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}
