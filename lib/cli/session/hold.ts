/**
 * The lease of a session for a subcommand that must be alone with it.
 *
 * @module
 */

import { type Lease, takeLease } from "../../session/lease.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import { startTimeOf } from "../../system/process_table.ts";
import { hostName, ownPid } from "../../system/self.ts";
import { isoStamp } from "../../workflow/timestamps.ts";
import { now } from "../own_clock.ts";
import { VERSION } from "../version.ts";

/** Takes the lease; no run begins until it is released. @throws {BusyError} while a run works on the session. */
export async function holdSession(paths: SessionPaths): Promise<Lease> {
  const pid = ownPid();
  return await takeLease(paths, {
    pid,
    startTime: await startTimeOf(pid) ?? "",
    run: crypto.randomUUID(),
    host: hostName(),
    since: isoStamp(now()),
    version: VERSION,
  }, systemClock);
}
