/**
 * What a run shows: a line per event, a live last line on a terminal, JSON for programs, and the session's own log.
 *
 * @module
 */

import { appendLog, type LogFile } from "../system/log_file.ts";
import type { Live, Told } from "../system/host.ts";
import type { Terminal } from "../system/terminal.ts";
import { systemClock } from "../system/clock.ts";
import { durationText, isoStamp } from "../workflow/timestamps.ts";
import { now } from "./own_clock.ts";

/** How much a run shows. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Takes secrets out. */
  readonly redact: (text: string) => string;
}

/** Where a run's words go. */
export interface RunOutput {
  tell(told: Told): void;
  live(live: Live | null): void;
  /** From now on the session's log gets every line. */
  openLog(path: string): void;
  /** The last line. */
  last(text: string): void;
  close(): void;
}

/** Longest line where nobody looks at a terminal. */
const MAX_CHARS = 200;

/** Makes the output of a run. */
export function runOutput(
  terminal: Terminal,
  { json, quiet, verbose, redact }: OutputOptions,
): RunOutput {
  let log: LogFile | null = null;
  let liveShown = false;
  const showsLive = terminal.errIsTerminal && !json && !quiet;
  const clearLive = () => {
    if (!liveShown) return;
    terminal.errRaw("\r\x1b[K");
    liveShown = false;
  };
  return {
    tell(told) {
      const text = redact(told.text);
      log?.line(logLine(told.level, text));
      if (json) {
        terminal.out(redact(JSON.stringify({
          time: isoStamp(now()),
          event: told.event,
          level: told.level,
          text: told.text,
          ...told.data,
        })));
        return;
      }
      if (quiet || told.detail && !verbose) return;
      clearLive();
      for (const line of text.split("\n")) {
        terminal.err(
          terminal.errIsTerminal
            ? colored(told.level, line, terminal.color)
            : cut(line, MAX_CHARS),
        );
      }
    },
    live(live) {
      if (!showsLive) return;
      if (live === null) return clearLive();
      const text = cut(redact(liveText(live)), terminal.columns - 1);
      terminal.errRaw(`\r\x1b[K${text}`);
      liveShown = true;
    },
    openLog(path) {
      log = appendLog(path);
    },
    last(text) {
      clearLive();
      const line = redact(text);
      log?.line(logLine("info", line));
      if (!json) terminal.out(line);
    },
    close() {
      clearLive();
      log?.close();
      log = null;
    },
  };
}

function logLine(level: Told["level"], text: string): string {
  return `${isoStamp(now())} ${level.toUpperCase().padEnd(5)} ${
    text.replaceAll("\n", "\n  ")
  }`;
}

function liveText({ phase, iteration, sinceMs, tool, tokens }: Live): string {
  return [
    `${phase} · iteration ${iteration}`,
    durationText(systemClock.now() - sinceMs),
    ...(tool === null ? [] : [tool]),
    ...(tokens === 0 ? [] : [`${tokens} tokens`]),
  ].join(" · ");
}

function colored(
  level: Told["level"],
  line: string,
  color: boolean,
): string {
  if (!color || level === "info") return line;
  return `\x1b[${level === "warn" ? 33 : 31}m${line}\x1b[0m`;
}

function cut(text: string, most: number): string {
  const chars = [...text.replaceAll("\n", " ")];
  return chars.length <= most
    ? chars.join("")
    : `${chars.slice(0, Math.max(0, most - 1)).join("")}…`;
}
