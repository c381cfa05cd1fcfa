/**
 * Traces of what a journal does not tell: rows that are missing at its end leave its chain whole.
 *
 * @module
 */

import { readOverview } from "../../session/overview.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { isFolder, listFolder } from "../../system/files.ts";
import { openLogTail } from "../../system/log_tail.ts";
import type { Row } from "../../workflow/row.ts";

/** The newest lines tell the newest iteration. */
const LOG_BYTES = 64 << 10;

/**
 * Looks where iterations and attempts leave their numbers: the flow log, the session's log, the names of provider logs.
 *
 * @param overview Its text; `null`: there is none.
 * @returns One sentence for each place that knows more than the journal, without a full stop.
 */
export function laterTraces(
  paths: SessionPaths,
  { rows, iteration, overview }: {
    readonly rows: readonly Row[];
    /** The newest that the journal tells. */
    readonly iteration: number;
    readonly overview: string | null;
  },
): readonly string[] {
  const last = attemptsOf(rows, iteration);
  const log = newestLog(paths);
  const places: readonly (readonly [string, number])[] = [
    ["the flow log", overview === null ? 0 : newestInFlow(overview)],
    [`"${paths.log}"`, newestInLog(paths.log)],
    [`"${paths.logs}"`, log?.iteration ?? 0],
  ];
  const later = places.filter(([, number]) => number > iteration)
    .map(([place, number]) =>
      `rows are missing at its end: ${place} knows iteration ${number}, the journal ends with ${iteration}`
    );
  return log !== null && log.iteration === iteration && log.attempt > last
    ? [
      ...later,
      `rows are missing at its end: "${paths.logs}" knows attempt ${iteration}-${log.attempt}, the journal ends with ${iteration}-${last}`,
    ]
    : later;
}

function attemptsOf(rows: readonly Row[], iteration: number): number {
  return rows.reduce(
    (most, row) =>
      row.kind === "attempt-started" && row.iteration === iteration
        ? Math.max(most, row.attempt)
        : most,
    0,
  );
}

function newestInFlow(overview: string): number {
  const numbers = readOverview(overview).flow.map((line) =>
    Number(line.match(/^- \[(\d+) @ /)?.[1] ?? 0)
  );
  return Math.max(0, ...numbers);
}

function newestInLog(path: string): number {
  let newest = 0;
  const tail = openLogTail(path, {
    wants: () => true,
    onLine: (line) => {
      const number = line.match(/^\S+ [A-Z]+ +Iteration (\d+) · /)?.[1];
      newest = Math.max(newest, Number(number ?? 0));
    },
  }, { lastBytes: LOG_BYTES });
  try {
    tail.finish();
  } finally {
    tail.close();
  }
  return newest;
}

interface LogNumbers {
  readonly iteration: number;
  readonly attempt: number;
}

/** `01-15-1437-003-implementation-a2.jsonl` → 3 and 2. */
function newestLog({ logs }: SessionPaths): LogNumbers | null {
  if (!isFolder(logs)) return null;
  let newest: LogNumbers | null = null;
  for (const { name } of listFolder(logs)) {
    const parts = name.match(
      /^\d\d-\d\d-\d{4}-(\d{3,})-.+?(?:-a(\d+))?(?:-\d+)?\.jsonl$/,
    );
    if (parts === null) continue;
    const iteration = Number(parts[1]);
    const attempt = Number(parts[2] ?? 1);
    if (
      newest === null || iteration > newest.iteration ||
      iteration === newest.iteration && attempt > newest.attempt
    ) newest = { iteration, attempt };
  }
  return newest;
}
