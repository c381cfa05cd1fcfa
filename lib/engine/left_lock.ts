/**
 * A lock on the index of git that an earlier attempt left behind.
 *
 * @module
 */

import type { IndexLock } from "../system/host.ts";
import type { Engine } from "./engine.ts";

/**
 * Finds a lock that was there when the attempt before was over, with all its processes, and that is there still; it is
 * never taken away by us: a person may work in the repository, too.
 *
 * @returns `null` for none; git is asked only where there was one.
 */
export async function leftLock(
  { host, memory }: Pick<Engine, "host" | "memory">,
): Promise<IndexLock | null> {
  const { lock } = memory;
  if (lock === null) return null;
  const { indexLock: now } = await host.facts();
  return now?.path === lock.path && now.sinceMs === lock.sinceMs ? now : null;
}
