/**
 * Taking a kernel lock with a time limit where the platform can only wait for it without one.
 *
 * @module
 */

import type { Clock } from "../system/clock.ts";
import type { PlainFile } from "../system/plain_file.ts";

/** Even a free lock takes a moment to be granted. */
const LEAST_WAIT_MS = 50;

/** A wait that nobody can call off. */
interface Wait {
  readonly file: PlainFile;
  readonly granted: Promise<void>;
  /** Whether the lock was granted. */
  done: boolean;
  /** Whether somebody wants it. */
  wanted: boolean;
}

/** Waits that were given up and go on, by path and kind: at most one each, so that polling does not pile them up. */
const givenUp = new Map<string, Wait>();

/**
 * Locks an open file; a lock that is granted later than `waitMs` is freed at once.
 *
 * An earlier wait for the same path that was given up goes on in its place; then `file` is closed.
 *
 * @returns The locked file, or `null`, with `file` no longer the caller's.
 */
export async function lockLate(
  file: PlainFile,
  { path, waitMs, shared = false, clock }: {
    readonly path: string;
    readonly waitMs: number;
    readonly shared?: boolean;
    readonly clock: Clock;
  },
): Promise<PlainFile | null> {
  const key = `${shared ? "shared" : "exclusive"} ${path}`;
  const earlier = givenUp.get(key);
  givenUp.delete(key);
  if (earlier !== undefined) file.close();
  const wait = earlier ?? begin(file, { key, shared });
  wait.wanted = true;
  const timer = new AbortController();
  const timeout = clock.sleep(Math.max(waitMs, LEAST_WAIT_MS), timer.signal);
  await Promise.race([wait.granted, timeout]);
  timer.abort();
  if (wait.done) return wait.file;
  wait.wanted = false;
  if (!givenUp.has(key)) givenUp.set(key, wait);
  return null;
}

function begin(
  file: PlainFile,
  { key, shared }: { readonly key: string; readonly shared: boolean },
): Wait {
  const forget = () => {
    file.close();
    if (givenUp.get(key) === wait) givenUp.delete(key);
  };
  const granted = file.lock(!shared).then(() => {
    wait.done = true;
    if (!wait.wanted) forget();
  }, (error) => {
    forget();
    // Without anybody who waits there is nobody to tell.
    if (wait.wanted) throw error;
  });
  const wait: Wait = { file, granted, done: false, wanted: true };
  return wait;
}
