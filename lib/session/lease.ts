/**
 * The lease: a run's exclusive right to its session.
 *
 * @module
 */

import { basename } from "@std/path";
import { BusyError } from "../errors.ts";
import type { Clock } from "../system/clock.ts";
import { lstatOrNull, readFile, writeAtomic } from "../system/files.ts";
import { removeAny } from "../system/place.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { shortTime } from "../workflow/timestamps.ts";
import { acquireLock, type Lock } from "./lock.ts";
import type { SessionPaths } from "./paths.ts";

/** Who holds a lease; for display, the kernel lock alone decides. */
export interface LeaseInfo {
  readonly pid: number;
  /** Start time of the process as the system tells it. */
  readonly startTime: string;
  /** Id of the run. */
  readonly run: string;
  /** Name of the machine. */
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  readonly version: string;
}

/** A lease that is held. */
export type Lease = Lock;

/** Long enough that somebody who only looks never makes a start fail. */
const PATIENCE_MS = 500;
const MAX_INFO_BYTES = 64 * 1024;

/**
 * Takes the lease and writes down who holds it.
 *
 * @throws {BusyError} when another process holds it.
 */
export async function takeLease(
  paths: SessionPaths,
  info: LeaseInfo,
  clock: Clock,
): Promise<Lease> {
  const lock = await acquireLock(paths.lease, { waitMs: PATIENCE_MS, clock });
  if (lock === null) throw busy(paths);
  try {
    const there = lstatOrNull(paths.leaseInfo);
    if (there !== null && !there.isFile) removeAny(paths.leaseInfo);
    writeAtomic(paths.leaseInfo, `${JSON.stringify(info, null, 2)}\n`);
  } catch (error) {
    lock.release();
    throw error;
  }
  return lock;
}

/** Whether a run holds the lease now; looks only, and makes no file. */
export async function leaseHeld(
  paths: SessionPaths,
  clock: Clock,
): Promise<boolean> {
  if (lstatOrNull(paths.lease) === null) return false;
  const lock = await acquireLock(paths.lease, {
    waitMs: 0,
    shared: true,
    clock,
  });
  lock?.release();
  return lock === null;
}

/**
 * Refuses where a run holds the lease, before anything else can fail.
 *
 * @throws {BusyError}
 */
export async function refuseHeld(
  paths: SessionPaths,
  clock: Clock,
): Promise<void> {
  if (lstatOrNull(paths.lease) === null) return;
  const lock = await acquireLock(paths.lease, {
    waitMs: PATIENCE_MS,
    shared: true,
    clock,
  });
  if (lock === null) throw busy(paths);
  lock.release();
}

/** Who holds the lease, or held it last; `null` when that is not to be read. */
export function readLeaseInfo(paths: SessionPaths): LeaseInfo | null {
  const reading = readFile(paths.leaseInfo, MAX_INFO_BYTES);
  if (reading.kind !== "text") return null;
  try {
    const value: unknown = JSON.parse(reading.text);
    return isInfo(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function busy(paths: SessionPaths): BusyError {
  const name = basename(paths.folder);
  const info = readLeaseInfo(paths);
  const holder = info === null
    ? "another process runs it"
    : `process ${info.pid} on "${info.host}" runs it since ${
      shortTime(info.since)
    }`;
  return new BusyError(`Cannot run "${name}": ${holder}`, {
    hint: `samocode status ${shellWord(name)}`,
  });
}

function isInfo(value: unknown): value is LeaseInfo {
  if (typeof value !== "object" || value === null) return false;
  const info = value as Readonly<Record<string, unknown>>;
  return typeof info["pid"] === "number" &&
    ["startTime", "run", "host", "since", "version"]
      .every((key) => typeof info[key] === "string");
}
