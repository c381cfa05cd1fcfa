/**
 * `samocode history`: what happened, one line each.
 *
 * @module
 */

import { sessionPaths } from "../session/paths.ts";
import { isFolder, lstatOrNull } from "../system/files.ts";
import type { Terminal } from "../system/terminal.ts";
import {
  historyBuilder,
  type HistoryEntry,
} from "../workflow/iteration_record.ts";
import type { Row } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import { countFlag } from "./count_flag.ts";
import { commitIds } from "./look/commits.ts";
import { tableRoom } from "./look/columns.ts";
import { historyLines } from "./look/history_lines.ts";
import { readJournal } from "./look/read_journal.ts";
import { sessionCall } from "./look/session_call.ts";
import { type Call, on } from "./subcommand.ts";

/** Prints the history, or with `--json` the rows of the journal. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const count = countFlag(call, "count") ?? Infinity;
  const json = on(call, "json");
  const { folder, name } = await sessionCall(call, terminal);
  const builder = historyBuilder();
  const rows: Row[] = [];
  const { state, problem } = await readJournal(sessionPaths(folder), (row) => {
    builder.take(row);
    if (json) rows.push(row);
  });
  if (problem !== null) terminal.err(`samocode: ${problem}`);
  const entries = newest(builder.entries, count);
  if (json) {
    const from = firstSeq(entries, count);
    const shown = rows.filter(({ seq }) => seq >= from);
    terminal.out(JSON.stringify(shown, null, 2));
    return 0;
  }
  if (entries.length === 0) {
    const before = sessionPaths(folder).history;
    terminal.err(
      lstatOrNull(before) === null
        ? `samocode: "${name}" has no history yet`
        : `samocode: "${name}" has none of its own yet, but that of an earlier program: ${before}`,
    );
    return 0;
  }
  const commits = await commitsOf(state);
  const room = tableRoom(terminal);
  for (const line of historyLines(entries, { ...commits, room })) {
    terminal.out(line);
  }
  return 0;
}

/** The newest iterations, and what happened since the first of them began. */
function newest(
  entries: readonly HistoryEntry[],
  count: number,
): readonly HistoryEntry[] {
  const places = entries.flatMap(({ kind }, i) =>
    kind === "iteration" ? [i] : []
  );
  if (places.length <= count) return entries;
  return count === 0 ? [] : entries.slice(places.at(-count));
}

/** Number of the first row that belongs to the entries that are left. */
function firstSeq(entries: readonly HistoryEntry[], count: number): number {
  const first = entries[0];
  if (first?.kind === "iteration") return first.seq;
  return count === 0 ? Infinity : 0;
}

async function commitsOf({ workingDir, base }: SessionState) {
  return workingDir !== null && isFolder(workingDir)
    ? { ids: await commitIds(workingDir, base), base }
    : { ids: [], base };
}
