/**
 * Kernel locks on files of a session; the system frees them when their holder dies.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Clock } from "../system/clock.ts";
import { lstatOrNull } from "../system/files.ts";
import { openPlain, type PlainFile } from "../system/plain_file.ts";
import { lockLate } from "./late_lock.ts";

/** A lock that is held. */
export interface Lock {
  /** Frees it; safe to call twice. The file stays: locks follow the file, not its name. */
  release(): void;
}

/** How a lock is taken. */
export interface LockOptions {
  /** Longest time to wait for other holders, in milliseconds. */
  readonly waitMs: number;
  /** Whether others may hold it too; `false` unless told. */
  readonly shared?: boolean;
  readonly clock: Clock;
}

/** On newer platforms: a try that does not wait. Older types do not have it, and would refuse an interface of it alone. */
type Tryable = PlainFile & { tryLockSync?(exclusive?: boolean): boolean };

const MAX_PAUSE_MS = 16;
const MAX_FILES = 10;

/**
 * Takes the lock on a file, which is made where it is missing.
 *
 * @returns The lock, or `null` when others held it all the time.
 * @throws {UserError} when something else than a regular file is there.
 */
export async function acquireLock(
  path: string,
  options: LockOptions,
): Promise<Lock | null> {
  for (let files = 0; files < MAX_FILES; files++) {
    const file = await lockedFile(path, options);
    if (file === null) return null;
    // Whoever removes the file takes the lock with it: only a file that is still there excludes others.
    if (isAt(file, path)) return heldBy(file);
    file.close();
  }
  throw new UserError(`Cannot lock "${path}": it does not stay the same file`);
}

async function lockedFile(
  path: string,
  options: LockOptions,
): Promise<PlainFile | null> {
  const { waitMs, shared = false, clock } = options;
  const file = openLock(path, shared);
  const tryable: Tryable = file;
  if (tryable.tryLockSync === undefined) {
    return await lockLate(file, { ...options, path });
  }
  try {
    const endsAt = clock.steady() + waitMs;
    for (let pauseMs = 1;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      if (tryable.tryLockSync(!shared)) return file;
      const leftMs = endsAt - clock.steady();
      if (leftMs <= 0) break;
      await clock.sleep(Math.min(pauseMs, leftMs));
    }
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return null;
}

/** Opens the file; one that is only shared need not be writable. */
function openLock(path: string, shared: boolean): PlainFile {
  const file = (shared ? openPlain(path) : null) ??
    openPlain(path, { append: true, create: true });
  if (file === null) {
    throw new UserError(`Cannot open "${path}": it is missing`);
  }
  return file;
}

function isAt(file: PlainFile, path: string): boolean {
  const held = file.statSync();
  const there = lstatOrNull(path);
  return there !== null && held.dev === there.dev && held.ino === there.ino;
}

function heldBy(file: PlainFile): Lock {
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      // A program that is just being started has the file too for a moment: to close ours would not free the lock.
      file.unlockSync();
      file.close();
    },
  };
}
