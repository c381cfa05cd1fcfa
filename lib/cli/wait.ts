/**
 * `samocode wait`: returns when something has changed, a person is needed, or the run has ended.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { JournalChangedError } from "../session/journal.ts";
import { type SessionPaths, sessionPaths } from "../session/paths.ts";
import { watchSession } from "../session/watch.ts";
import { systemClock } from "../system/clock.ts";
import { lastingTerminal } from "../system/lasting_terminal.ts";
import { parentPid } from "../system/self.ts";
import type { Terminal } from "../system/terminal.ts";
import { bytesOf, firstThatFits } from "../workflow/fit.ts";
import {
  isNews,
  SETTLE_MS,
  WAIT_UNTIL,
  waitEnd,
  waitIsOver,
  type WaitUntil,
} from "../workflow/wait_verdict.ts";
import { countFlag } from "./count_flag.ts";
import type { CommandLine } from "./look/place.ts";
import { sessionCall } from "./look/session_call.ts";
import { type SessionView, sessionView } from "./look/session_view.ts";
import { viewText } from "./look/view_text.ts";
import { now } from "./own_clock.ts";
import { type Call, text } from "./subcommand.ts";
import { VERSION } from "./version.ts";

/** Below the ten minutes after which many programs end a call of theirs. */
const TIMEOUT_S = 540;
const POLL_MS = 100;
/** The parent is looked at every so many polls. */
const PARENT_POLLS = 20;
const COMMITS = 3;
const FLOW_LINES = 5;
/** Whoever reads this pays for every byte. */
const MAX_BYTES = 2048;
/** As if a terminal had been closed. */
const ORPHANED = 129;

/** How the wait ended. */
type Ending = "over" | "timedOut" | "damaged" | "orphaned";

interface Wait {
  readonly until: WaitUntil;
  readonly since: number | null;
  readonly timeoutMs: number;
  /** Pid of the program that waits for us. */
  readonly parent: number;
}

/** Waits, then prints the progress report and one line for programs; the exit code is that of the run if it stopped. */
export async function run(call: Call, whose: Terminal): Promise<number> {
  const terminal = lastingTerminal(whose);
  const wait: Wait = {
    until: untilOf(call),
    since: countFlag(call, "since") ?? null,
    timeoutMs: (countFlag(call, "timeout") ?? TIMEOUT_S) * 1_000,
    parent: parentPid(),
  };
  const { folder, command, config } = await sessionCall(call, terminal);
  const ending = await waitFor(sessionPaths(folder), wait);
  if (ending === "orphaned") return ORPHANED;
  const options = { config, command, now: now(), commits: COMMITS };
  const view = await sessionView(folder, options);
  const { word, code } = ending === "damaged"
    ? { word: "blocked", code: 5 } as const
    : waitEnd(view.standing.kind, {
      state: view.state,
      held: view.workerRunning,
      timedOut: ending === "timedOut",
    });
  const goesOn = word === "change" || word === "timeout"
    ? command("wait", againFlags(call, view.state.seq))
    : nextCommand(view, { command, damaged: ending === "damaged" });
  const last = `samocode: ${word} cursor=${view.state.seq} next: ${goesOn}`;
  const room = MAX_BYTES - bytesOf(`${last}\n\n`);
  terminal.out(firstThatFits(reports(view), room));
  terminal.out(last);
  return code;
}

function untilOf(call: Call): WaitUntil {
  const word = text(call, "until") ?? "change";
  const until = WAIT_UNTIL.find((one) => one === word);
  if (until !== undefined) return until;
  throw new UsageError(`Cannot wait until "${word}": there is no such end`, {
    hint: WAIT_UNTIL.map((one) => `--until ${one}`).join(", "),
  });
}

async function waitFor(
  paths: SessionPaths,
  { until, since, timeoutMs, parent }: Wait,
): Promise<Ending> {
  const clock = systemClock;
  const endsAt = clock.steady() + timeoutMs;
  let news = 0;
  try {
    const watch = await watchSession(paths, {
      version: VERSION,
      clock,
      onRow: (row) => {
        if (isNews(row)) news = row.seq;
      },
    });
    const begun = watch.state.seq;
    if (since !== null && since > begun) {
      throw new UsageError(
        `Cannot wait from row ${since}: the journal has ${begun} rows`,
      );
    }
    let grownAt = clock.steady();
    for (let polls = 1;; polls++) {
      const { state, held } = watch;
      // The newest row may have been there for hours.
      const quietMs = Math.max(
        clock.steady() - grownAt,
        state.time === null ? 0 : clock.now() - Date.parse(state.time),
      );
      const facts = { state, held, news, since, begun, quietMs };
      if (waitIsOver(facts, until)) return "over";
      const leftMs = endsAt - clock.steady();
      if (leftMs <= 0) return "timedOut";
      if (polls % PARENT_POLLS === 0 && parentPid() !== parent) {
        return "orphaned";
      }
      const settlesMs = SETTLE_MS - quietMs;
      const nextMs = settlesMs > 0 ? Math.min(settlesMs, POLL_MS) : POLL_MS;
      await clock.sleep(Math.min(nextMs, leftMs));
      if (await watch.look()) grownAt = clock.steady();
    }
  } catch (error) {
    if (error instanceof JournalChangedError) return "damaged";
    throw error;
  }
}

/** Flags of the next call: the cursor, and what this call was given. */
function againFlags(call: Call, cursor: number): string {
  const given = ["until", "timeout"].flatMap((name) => {
    const value = text(call, name);
    return value === undefined ? [] : [`--${name} ${value}`];
  });
  return [`--since ${cursor}`, ...given].join(" ");
}

function nextCommand(
  { standing, workerRunning }: SessionView,
  { command, damaged }: {
    readonly command: CommandLine;
    readonly damaged: boolean;
  },
): string {
  if (damaged) return command("verify");
  if (standing.command === null) return "nothing";
  const waits = standing.kind === "waiting" || standing.kind === "blocked";
  return waits && !workerRunning
    ? `${standing.command} --run`
    : standing.command;
}

/** The report, and shorter ones: first the flow is left out, then the commits. */
function* reports(view: SessionView): Generator<string> {
  for (let flow = FLOW_LINES; flow > 0; flow--) yield viewText(view, { flow });
  for (let count = view.commits.length; count >= 0; count--) {
    const commits = view.commits.slice(0, count);
    yield viewText({ ...view, commits }, { flow: 0 });
  }
}
