/**
 * Title and text of a session's pull request, as they may leave this machine.
 *
 * @module
 */

import { isFolder, realPath } from "../../system/files.ts";
import { firstLine } from "../../workflow/first_line.ts";
import { firstThatFits } from "../../workflow/fit.ts";
import { undatedName } from "../../workflow/names.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { pullRequestText } from "../../workflow/pull_request_text.ts";
import { printable } from "../../workflow/printable.ts";
import { redactor } from "../../workflow/redact.ts";
import type { RowOf } from "../../workflow/row.ts";
import type { Acting } from "../acting.ts";
import { newestSummary } from "../look/newest_summary.ts";
import { commandLines } from "../look/place.ts";
import { readJournal } from "../look/read_journal.ts";
import { now } from "../own_clock.ts";
import { gatherReview } from "../report/gather_review.ts";
import { VERSION } from "../version.ts";
import { bodyText } from "./body.ts";
import { hidePlaces } from "./hide_places.ts";
import type { Ready } from "./ready.ts";

/** What a pull request says. */
export interface ShipText {
  readonly title: string;
  readonly body: string;
  /** What a person should look at before, one sentence each. */
  readonly openEnds: readonly string[];
}

/** Servers cut titles at some length, and people stop reading before. */
const MAX_TITLE = 200;

/** Makes the text of summary, plan and journal, without secrets and without folders of this machine. */
export async function shipText(
  { store: { paths }, name, config, terminal }: Acting,
  { cwd, tree, later }: Ready,
): Promise<ShipText> {
  const command = commandLines({ terminal, config })(name);
  const folder = paths.folder;
  const found = await gatherReview({ folder, name, config, command }, now());
  const review = later === null
    ? found
    : { ...found, openEnds: [later, ...found.openEnds] };
  const receipts = new Map<string, RowOf<"check-ended">>();
  await readJournal(paths, (row) => {
    if (row.kind === "check-ended") receipts.set(row.name, row);
  });
  const summary = newestSummary(paths);
  const written = summary?.kind === "text"
    ? pullRequestText(summary.text)
    : null;
  const task = review.task ?? "";
  const title = written?.title ??
    (oneLine(firstLine(task)) || undatedName(name));
  const hide = hidePlaces([
    { path: folder, word: name },
    { path: config.sessions, word: "sessions" },
    { path: cwd, word: "" },
    { path: config.mainRepo, word: "" },
    { path: config.worktrees, word: "worktrees" },
    { path: terminal.env["HOME"] ?? "", word: "~" },
  ].flatMap((place) => [place, { ...place, path: realOr(place.path) }]));
  const redact = redactor(config.secrets);
  const leaving = (text: string) => redact(hide(text));
  const body = bodyText({
    text: written?.text ?? task,
    review,
    receipts,
    tree,
    version: VERSION,
  });
  return {
    title: leaving(firstThatFits([printable(title)], MAX_TITLE)),
    body: leaving(body),
    openEnds: review.openEnds,
  };
}

/** The path without links; as it is where nothing is. */
function realOr(path: string): string {
  return isFolder(path) ? realPath(path) : path;
}
