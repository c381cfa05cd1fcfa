/**
 * Prints the log of an attempt, in constant memory however long it is.
 *
 * @module
 */

import { join } from "@std/path";
import type { ProviderEvent } from "../../provider/adapter.ts";
import { adapterNames } from "../../provider/adapters.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { openLogTail } from "../../system/log_tail.ts";
import { inside } from "../../system/scope.ts";
import type { Terminal } from "../../system/terminal.ts";
import type { FindAdapter } from "../adapter_finder.ts";
import { now } from "../own_clock.ts";
import type { LoggedAttempt } from "./attempt_list.ts";
import { eventLines } from "./event_lines.ts";

/** How logs are printed. */
export interface LogPrintOptions {
  readonly paths: SessionPaths;
  readonly terminal: Terminal;
  readonly find: FindAdapter;
  /** Lines as the provider wrote them. */
  readonly raw: boolean;
  /** Most bytes of the end of a log that are read; `null`: all of it. */
  readonly lastBytes: number | null;
}

/** A log that is being printed. */
export interface LogPrint {
  readonly attempt: LoggedAttempt;
  /** Prints what has come; `false` when there may be more at once. */
  step(): boolean;
  /** Prints the rest, and how the attempt ended where that is known by now. */
  finish(ended: string | null): void;
  close(): void;
}

/**
 * Prints the heading of an attempt and makes its log ready.
 *
 * @throws {UserError} when something else than a regular file is there.
 */
export function printLog(
  attempt: LoggedAttempt,
  { paths, terminal, find, raw, lastBytes }: LogPrintOptions,
): LogPrint {
  const say = (line: string) => raw ? terminal.err(line) : terminal.out(line);
  const { provider } = attempt;
  const { offsetMinutes } = now();
  const path = inside(paths.folder, join(paths.logs, attempt.log));
  const adapter = provider === null ? null : find(provider);
  const tail = openLogTail(path, {
    wants: (head) => raw || adapter === null || adapter.wants(head),
    onLine(line) {
      if (raw) return terminal.out(line);
      for (const event of eventsOf(line, { provider, find })) {
        for (const text of eventLines(event, offsetMinutes)) terminal.out(text);
      }
    },
  }, lastBytes === null ? {} : { lastBytes });
  const number = String(attempt.iteration).padStart(3, "0");
  say(`--- ${number} ${attempt.phase} · ${attempt.title}`);
  const size = tail.size();
  if (tail.skipped > 0) {
    terminal.err(
      `samocode: ${sizeText(tail.skipped)} of ${sizeText(size)} at the start ` +
        `are left out; --iteration ${attempt.iteration} prints all`,
    );
  }
  return {
    attempt,
    step: () => tail.read().dry,
    finish(ended) {
      tail.finish();
      if (ended !== null) say(`--- ended: ${ended}`);
    },
    close: () => tail.close(),
  };
}

/** Events of a line; where nobody knows the provider, of the first adapter that understands it. */
function eventsOf(
  line: string,
  { provider, find }: {
    readonly provider: string | null;
    readonly find: FindAdapter;
  },
): readonly ProviderEvent[] {
  const names = provider === null ? adapterNames : [provider];
  for (const name of names) {
    const events = find(name)?.events(line) ?? [];
    if (events.length > 0) return events;
  }
  return [];
}

function sizeText(bytes: number): string {
  const [unit, size] = bytes < 1 << 20
    ? ["KiB", 1 << 10] as const
    : ["MiB", 1 << 20] as const;
  return `${(bytes / size).toFixed(1)} ${unit}`;
}
