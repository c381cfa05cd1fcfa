/**
 * `samocode cost`: what providers reported to have used.
 *
 * @module
 */

import { basename, join } from "@std/path";
import { UsageError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { listSessions } from "../session/resolve.ts";
import type { Terminal } from "../system/terminal.ts";
import { type CostSums, costSums } from "../workflow/cost_sums.ts";
import { usdText } from "../workflow/amounts.ts";
import type { Spending } from "../workflow/spending.ts";
import { sessionWord } from "./find_session.ts";
import { columns } from "./look/columns.ts";
import { readJournal } from "./look/read_journal.ts";
import { sessionCall } from "./look/session_call.ts";
import { spendingJson } from "./look/view_json.ts";
import { loadProject } from "./project.ts";
import { type Call, on, text } from "./subcommand.ts";

const KEYS = ["phase", "day", "session"] as const;
type Key = typeof KEYS[number];

/** Prints sums over the session that is named, or over all of the project. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const key = keyOf(text(call, "by"));
  const folders = sessionWord(call) === undefined
    ? await allFolders(call, terminal)
    : [(await sessionCall(call, terminal)).folder];
  const sums = costSums();
  const sessions = new Map<string, Spending>();
  for (const folder of folders) {
    const one = costSums();
    const take = (row: Parameters<CostSums["take"]>[0]) => {
      sums.take(row);
      one.take(row);
    };
    const { problem } = await readJournal(sessionPaths(folder), take);
    if (problem !== null) {
      terminal.err(`samocode: ${basename(folder)}: ${problem}`);
    }
    sessions.set(basename(folder), one.total);
  }
  const parts = key === null
    ? new Map<string, Spending>()
    : key === "session"
    ? sessions
    : sums.by(key);
  if (on(call, "json")) {
    const json = {
      sessions: [...sessions.keys()],
      total: spendingJson(sums.total),
      ...(key === null ? {} : { by: key, parts: partsJson(parts) }),
    };
    terminal.out(JSON.stringify(json, null, 2));
    return 0;
  }
  for (const line of table(parts, { key, total: sums.total })) {
    terminal.out(line);
  }
  return 0;
}

function keyOf(word: string | undefined): Key | null {
  if (word === undefined) return null;
  const key = KEYS.find((one) => one === word);
  if (key !== undefined) return key;
  throw new UsageError(
    `Cannot sum up by "${word}": it is not one of ${KEYS.join(", ")}`,
  );
}

async function allFolders(
  call: Call,
  terminal: Terminal,
): Promise<readonly string[]> {
  const { config } = await loadProject(terminal, {
    config: text(call, "config"),
  });
  return listSessions(config.sessions)
    .map((name) => join(config.sessions, name));
}

function partsJson(parts: ReadonlyMap<string, Spending>) {
  return Object.fromEntries(
    [...parts].map(([name, sum]) => [name, spendingJson(sum)]),
  );
}

function table(
  parts: ReadonlyMap<string, Spending>,
  { key, total }: { readonly key: Key | null; readonly total: Spending },
): readonly string[] {
  const headings = [
    key?.toUpperCase() ?? "",
    "ATTEMPTS",
    "INPUT",
    "OUTPUT",
    "CACHE READ",
    "CACHE WRITE",
    "USD",
  ];
  const rows = [...parts, ["total", total] as const]
    .map(([name, sum]) => cells(name, sum));
  const lines = columns([headings, ...rows], [1, 2, 3, 4, 5, 6]);
  return total.unpriced === 0 ? lines : [
    ...lines,
    `${total.unpriced} of ${total.attempts} attempts told no cost`,
  ];
}

function cells(name: string, sum: Spending): readonly string[] {
  const { input, output, cacheRead, cacheWrite } = sum.tokens;
  const told = sum.attempts === 0 || sum.attempts > sum.unpriced;
  return [
    name,
    ...[sum.attempts, input, output, cacheRead, cacheWrite].map(grouped),
    told ? usdText(sum.costUsd) : "?",
  ];
}

/** `1234567` → `1,234,567`. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
