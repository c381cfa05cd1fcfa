/**
 * The sessions that were put away, at a glance.
 *
 * @module
 */

import { join } from "@std/path";
import { readNotebook } from "../../session/notebook.ts";
import { readOverview } from "../../session/overview.ts";
import { type SessionPaths, sessionPaths } from "../../session/paths.ts";
import { ARCHIVE, listSessions } from "../../session/resolve.ts";
import type { Spending } from "../../workflow/spending.ts";
import { columns } from "./columns.ts";
import { shortCost } from "./list_text.ts";
import { readJournal } from "./read_journal.ts";

/** A session that was put away. */
export interface ArchivedSession {
  readonly name: string;
  readonly folder: string;
  readonly phase: string | null;
  readonly spending: Spending;
}

/** Reads the journals of all of them. */
export async function archivedSessions(
  sessionsFolder: string,
): Promise<readonly ArchivedSession[]> {
  const archive = join(sessionsFolder, ARCHIVE);
  return await Promise.all(
    listSessions(archive).map(async (name) => {
      const folder = join(archive, name);
      const paths = sessionPaths(folder);
      const { state: { phase, spending } } = await readJournal(paths);
      return { name, folder, phase: phase ?? writtenPhase(paths), spending };
    }),
  );
}

/** What the overview says, for a session that the predecessor finished and that was never taken over. */
function writtenPhase(paths: SessionPaths): string | null {
  const notebook = readNotebook(paths);
  return notebook.kind === "text" ? readOverview(notebook.text).phase : null;
}

/** One line for each below a line of headings. */
export function archivedLines(
  sessions: readonly ArchivedSession[],
): readonly string[] {
  const rows = sessions.map(({ name, phase, spending }) => [
    name,
    phase ?? "?",
    shortCost(spending),
  ]);
  return columns([["SESSION", "PHASE", "COST"], ...rows], [2]);
}

/** One for programs. */
export function archivedJson(
  { name, folder, phase, spending }: ArchivedSession,
) {
  return {
    session: name,
    session_path: folder,
    phase,
    cost_usd: Number(spending.costUsd.toFixed(6)),
    unpriced: spending.unpriced,
  };
}
