/**
 * `samocode attach`: follows a run that goes on elsewhere.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { sessionPaths } from "../session/paths.ts";
import { type SessionWatch, watchSession } from "../session/watch.ts";
import { systemClock } from "../system/clock.ts";
import type { Interrupt } from "../system/host.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import { openLogTail } from "../system/log_tail.ts";
import type { Terminal } from "../system/terminal.ts";
import { printable } from "../workflow/printable.ts";
import { stateText } from "../workflow/progress_state.ts";
import { standing } from "../workflow/standing.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import type { CommandLine } from "./look/place.ts";
import { placeFlag } from "./look/place.ts";
import { sessionCall } from "./look/session_call.ts";
import { now } from "./own_clock.ts";
import { lastLine } from "./run.ts";
import type { Call } from "./subcommand.ts";
import { VERSION } from "./version.ts";

const POLL_MS = 250;
/** So many lines of what was logged before are shown, too; they are looked for in so many bytes. */
const BEFORE_LINES = 10;
const BEFORE_BYTES = 16 << 10;
/** Stands between what was logged before and what is new. */
const LIVE = "— live —";

/** Prints what the run logs until it ends, with its last line and its exit code; Ctrl-C leaves it running. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { folder, name, command, config } = await sessionCall(call, terminal);
  const paths = sessionPaths(folder);
  let sinceMs = 0;
  const watch = await watchSession(paths, {
    version: VERSION,
    clock: systemClock,
    onRow: ({ kind, time }) => {
      if (
        kind === "run-started" || kind === "attempt-started" ||
        kind === "attempt-ended"
      ) {
        sinceMs = Date.parse(time);
      }
    },
  });
  if (!watch.held) {
    throw new UserError(`Cannot attach to "${name}": no run works on it`, {
      hint: command("status"),
    });
  }
  const live = liveLine(terminal);
  const before: string[] = [];
  let isLive = false;
  const tail = openLogTail(paths.log, {
    wants: () => true,
    onLine: (logged) => {
      const line = printable(asShown(logged));
      if (!isLive) return void before.push(line);
      live.clear();
      terminal.out(line);
    },
  }, { lastBytes: BEFORE_BYTES });
  const interrupts = listenForInterrupts(() => {});
  try {
    for (;;) {
      while (!tail.read().dry);
      if (!isLive) {
        for (const line of before.slice(-BEFORE_LINES)) terminal.out(line);
        terminal.out(LIVE);
        isLive = true;
      }
      if (!watch.held) break;
      const by = interrupts.current();
      if (by !== null) return leave(by, { terminal, name, live, command });
      live.show(liveText(watch, { sinceMs, command }));
      await systemClock.sleep(POLL_MS, interrupts.stop);
      await watch.look();
    }
    tail.finish();
  } finally {
    live.clear();
    tail.close();
    interrupts.close();
  }
  const stopped = watch.state.run?.stopped ?? null;
  if (stopped === null) {
    terminal.out(`samocode: stopped next: ${command("run")}`);
    return 1;
  }
  terminal.out(lastLine(stopped, placeFlag({ terminal, config })));
  return stopped.code;
}

/** A line of the log as the run shows it: without time and level, and without what marks that a text goes on. */
function asShown(line: string): string {
  return line.replace(/^(\d{4}-\d\d-\d\dT\S+ [A-Z]+ +| {2})/, "");
}

/** Ends the look, not the run. */
function leave(
  by: Interrupt,
  { terminal, name, live, command }: {
    readonly terminal: Terminal;
    readonly name: string;
    readonly live: LiveLine;
    readonly command: CommandLine;
  },
): number {
  if (by === "interrupt") {
    live.clear();
    terminal.err(`samocode: ${name} still runs; ${command("attach")}`);
    return 0;
  }
  return stopCode(by);
}

function liveText(
  { state }: SessionWatch,
  { sinceMs, command }: {
    readonly sinceMs: number;
    readonly command: CommandLine;
  },
): string {
  const { progress } = standing({
    state,
    damage: null,
    lease: "held",
    holder: null,
    answered: false,
    sinceMs,
    tool: null,
    silentMs: null,
    now: now(),
  }, command);
  const { phase, iteration } = state;
  return `${phase ?? "?"} · iteration ${iteration} · ${stateText(progress)}`;
}

/** A line below all others that is written over. */
interface LiveLine {
  show(text: string): void;
  clear(): void;
}

function liveLine(terminal: Terminal): LiveLine {
  let shown = "";
  return {
    show(text) {
      if (!terminal.errIsTerminal || text === shown) return;
      const cut = [...text].slice(0, terminal.columns - 1).join("");
      terminal.errRaw(`\r\x1b[K${cut}`);
      shown = text;
    },
    clear() {
      if (shown !== "") terminal.errRaw("\r\x1b[K");
      shown = "";
    },
  };
}
