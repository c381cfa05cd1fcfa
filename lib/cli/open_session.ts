/**
 * Opens a session that was found: to read what its journal adds up to, or to write.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { glanceAt } from "../session/glance.ts";
import { sessionPaths } from "../session/paths.ts";
import { openStore, type Store } from "../session/store.ts";
import { systemClock } from "../system/clock.ts";
import { redactor } from "../workflow/redact.ts";
import type { SessionState } from "../workflow/state.ts";
import { VERSION } from "./version.ts";

/** State of a session as its journal tells, without writing anything. */
export async function readState(folder: string): Promise<SessionState> {
  return (await openStore(sessionPaths(folder), {
    clock: systemClock,
    run: null,
    redact: (text) => text,
    repair: false,
    version: VERSION,
  })).state;
}

/** The same without task and dive, from the end of the journal where that will do: for whoever has all of it read later. */
export async function glanceState(folder: string): Promise<SessionState> {
  return glanceAt(sessionPaths(folder), VERSION)?.state ??
    await readState(folder);
}

/** Opens a session for a subcommand that writes. */
export async function openForWriting(
  folder: string,
  config: Config,
): Promise<Store> {
  return await openStore(sessionPaths(folder), {
    clock: systemClock,
    run: null,
    redact: redactor(config.secrets),
    repair: true,
    version: VERSION,
  });
}
