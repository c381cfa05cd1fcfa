/**
 * `samocode logs`: what the provider said and did.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { type SessionPaths, sessionPaths } from "../session/paths.ts";
import { watchSession } from "../session/watch.ts";
import { systemClock } from "../system/clock.ts";
import type { Terminal } from "../system/terminal.ts";
import { adapterFinder } from "./adapter_finder.ts";
import { countFlag } from "./count_flag.ts";
import {
  attemptList,
  type LoggedAttempt,
  namedLogs,
} from "./look/attempt_list.ts";
import {
  type LogPrint,
  type LogPrintOptions,
  printLog,
} from "./look/log_print.ts";
import { readJournal } from "./look/read_journal.ts";
import { sessionCall } from "./look/session_call.ts";
import { type Call, on } from "./subcommand.ts";

/** So much of the end of a log is read unless more is asked for. */
const LAST_BYTES = 256 << 10;
const POLL_MS = 250;

/** Prints the logs of one iteration; with `--follow` those of the run until it ends. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const iteration = countFlag(call, "iteration");
  const follow = on(call, "follow");
  const raw = on(call, "raw");
  if (follow && iteration !== undefined) {
    throw new UsageError(
      "Cannot use --follow with --iteration: it follows the newest one",
    );
  }
  const { folder, name, config } = await sessionCall(call, terminal);
  const paths = sessionPaths(folder);
  const lastBytes = raw || iteration !== undefined ? null : LAST_BYTES;
  const find = adapterFinder(config);
  const options = { paths, terminal, find, raw, lastBytes };
  if (follow) {
    await followRun(options);
    return 0;
  }
  const attempts = await attemptsOf(paths, terminal);
  const wanted = iteration ?? attempts.at(-1)?.iteration;
  const logs = attempts.filter((attempt) => attempt.iteration === wanted);
  if (logs.length === 0) throw nothing(name, { iteration, attempts });
  for (const attempt of logs) {
    const print = printLog(attempt, options);
    try {
      print.finish(attempt.ended);
    } finally {
      print.close();
    }
  }
  return 0;
}

async function attemptsOf(
  paths: SessionPaths,
  terminal: Terminal,
): Promise<readonly LoggedAttempt[]> {
  const list = attemptList();
  const { problem } = await readJournal(paths, (row) => list.take(row));
  if (problem !== null) terminal.err(`samocode: ${problem}`);
  return list.attempts.length > 0 ? list.attempts : namedLogs(paths);
}

/** Prints the newest attempt and all that follow, until no run holds the lease. */
async function followRun(options: LogPrintOptions): Promise<void> {
  const { paths } = options;
  const list = attemptList();
  const watch = await watchSession(paths, {
    // The newest attempt may be one of an earlier run, and its phase told before that.
    version: null,
    clock: systemClock,
    onRow: (row) => list.take(row),
  });
  let next = Math.max(0, list.attempts.length - 1);
  let print: LogPrint | null = null;
  try {
    for (;;) {
      // Whatever a run has written is on disk before its lease is free.
      const { held } = watch;
      const dry = print?.step() ?? true;
      const newer = list.attempts[next];
      if (dry && newer !== undefined) {
        print?.finish(list.attempts[next - 1]?.ended ?? null);
        print?.close();
        print = printLog(newer, options);
        next++;
        continue;
      }
      if (!dry) continue;
      if (!held) break;
      await systemClock.sleep(POLL_MS);
      await watch.look();
    }
    print?.finish(list.attempts[next - 1]?.ended ?? null);
  } finally {
    print?.close();
  }
  options.terminal.err("samocode: no run goes on");
}

function nothing(
  name: string,
  { iteration, attempts }: {
    readonly iteration: number | undefined;
    readonly attempts: readonly LoggedAttempt[];
  },
): UserError {
  const first = attempts[0]?.iteration;
  const last = attempts.at(-1)?.iteration;
  return first === undefined
    ? new UserError(`Cannot print the logs of "${name}": there are none yet`)
    : new UserError(
      `Cannot print the logs of iteration ${iteration} of "${name}": there are none`,
      { hint: `--iteration ${first} up to --iteration ${last}` },
    );
}
