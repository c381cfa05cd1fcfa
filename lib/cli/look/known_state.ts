/**
 * Where a session stands, for somebody who only has to know that; a session of the predecessor has no journal to tell.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { type JournalReading, readJournal } from "./read_journal.ts";
import { readOld } from "./read_old.ts";
import { workflowOf } from "./workflow_of.ts";

/** Reads the journal, or where there is none what the predecessor left. */
export async function knownState(
  paths: SessionPaths,
  config: Config,
): Promise<JournalReading> {
  const journal = await readJournal(paths);
  if (journal.problem !== null || journal.state.seq > 0) return journal;
  const workflow = workflowOf(config);
  const { state } = await readOld(paths, { workflow, errors: [] });
  return { state, problem: null };
}
