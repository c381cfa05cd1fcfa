/**
 * Holds a lock until it is killed.
 *
 * @module
 */

import { acquireLock } from "../../lib/session/lock.ts";
import { systemClock } from "../../lib/system/clock.ts";

const [path = ""] = Deno.args;
const lock = await acquireLock(path, { waitMs: 0, clock: systemClock });
console.log(lock === null ? "busy" : "held");
await systemClock.sleep(600_000);
