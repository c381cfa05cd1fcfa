/**
 * Looks at the lease of a session and at the process that took it.
 *
 * @module
 */

import { UserError } from "../../errors.ts";
import {
  leaseHeld,
  type LeaseInfo,
  readLeaseInfo,
} from "../../session/lease.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import { processAlive } from "../../system/process_table.ts";
import { hostName } from "../../system/self.ts";
import type { Evidence } from "../../workflow/standing.ts";

/** What is known of the lease. */
export type LeaseEvidence = Pick<Evidence, "lease" | "holder"> & {
  /** Why it could not be looked at. */
  readonly problem: string | null;
};

/** A run that takes the lease writes down who it is a moment later. */
const SETTLE_MS = 100;

/**
 * Probes the lease; with `processes` also whether its holder lives, which starts a small program.
 *
 * @param options.going Id of the run that goes on as the journal tells. Where none does and the lease is free, nobody asks for its last holder.
 * @param options.over Id of a run that has told its end: if it was the last to take the lease, it lets go of it now at the latest, and that will do
 * for somebody who only glances.
 */
export async function lookAtLease(
  paths: SessionPaths,
  { processes, going, over = null }: {
    readonly processes: boolean;
    readonly going: string | null;
    readonly over?: string | null;
  },
): Promise<LeaseEvidence> {
  if (over !== null) {
    const last = readLeaseInfo(paths);
    if (last?.run === over) return freeSince(last);
  }
  let lease: Evidence["lease"];
  try {
    lease = await leaseHeld(paths, systemClock) ? "held" : "free";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { lease: "unknown", holder: null, problem: error.message };
  }
  const info = readLeaseInfo(paths);
  if (info === null) return { lease, holder: null, problem: null };
  const asked = lease === "held" || info.run === going;
  const alive = processes && asked ? await lives(info) : null;
  if (lease === "held" && alive === false) {
    await systemClock.sleep(SETTLE_MS);
    const now = readLeaseInfo(paths);
    if (now !== null && now.run !== info.run) {
      const holder = { run: now.run, pid: now.pid, alive: await lives(now) };
      return { lease, holder, problem: null };
    }
  }
  return {
    lease,
    holder: { run: info.run, pid: info.pid, alive },
    problem: null,
  };
}

function freeSince({ run, pid }: LeaseInfo): LeaseEvidence {
  return { lease: "free", holder: { run, pid, alive: null }, problem: null };
}

/** `null`: on another machine, where nobody can look. */
async function lives(info: LeaseInfo): Promise<boolean | null> {
  if (info.host !== hostName()) return null;
  return await processAlive(info.pid, info.startTime);
}
