/**
 * Ends a change of the overview that was announced in the journal by a writer that died before it was told as made.
 *
 * @module
 */

import { sha256 } from "../system/files.ts";
import type { Row } from "../workflow/row.ts";
import type { OverviewChange } from "../workflow/rows/overview_rows.ts";
import { changeOverview } from "./change_overview.ts";
import { mendNotebook, readNotebook } from "./notebook.ts";
import { readOverview } from "./overview.ts";
import type { SessionPaths } from "./paths.ts";

/** What a new overview says until the worktree is ready. */
const FIRST_PHASE = "init";

/**
 * Makes the change if it is not made, and only once.
 *
 * @returns sha256 of the overview that the change led to; a text that somebody edited since has another one. `null`:
 * there is no overview to change, so the change stays announced.
 */
export async function settlePending(
  paths: SessionPaths,
  pending: Row & { readonly change: OverviewChange },
): Promise<string | null> {
  mendNotebook(paths);
  const { change } = pending;
  const now = readNotebook(paths);
  if (now.kind !== "text") return null;
  const hash = await sha256(now.text);
  if (hash === change.after) return hash;
  if (hash === change.before) return await make(paths, change);
  const phase = readOverview(now.text).phase?.toLowerCase() ?? null;
  const from = "from" in pending ? pending.from : FIRST_PHASE;
  // Somewhere else already: applied, or an edit, whose hash shows it as one.
  return change.fields.Phase === undefined || phase === from
    ? await make(paths, change)
    : change.after;
}

async function make(
  paths: SessionPaths,
  change: OverviewChange,
): Promise<string> {
  const { after } = await changeOverview(paths, (text) => ({
    fields: change.fields,
    ...(change.flow === undefined || text.split(/\r?\n/).includes(change.flow)
      ? {}
      : { flow: change.flow }),
  }));
  return after;
}
