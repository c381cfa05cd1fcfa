/**
 * `samocode run --detach`: the same run in a process of its own, which stays alive at gates.
 *
 * @module
 */

import { basename, join } from "@std/path";
import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { openJournal } from "../session/journal.ts";
import { readLeaseInfo } from "../session/lease.ts";
import { type SessionPaths, sessionPaths } from "../session/paths.ts";
import { systemClock } from "../system/clock.ts";
import { type Detached, startDetached } from "../system/detached.ts";
import {
  lstatOrNull,
  makeFolder,
  realPath,
  writeNew,
} from "../system/files.ts";
import { openLogTail } from "../system/log_tail.ts";
import { removeAny } from "../system/place.ts";
import { selfCommand } from "../system/self.ts";
import { temporaryFolder } from "../system/temporary.ts";
import type { Terminal } from "../system/terminal.ts";
import { unstamped } from "../workflow/unstamped.ts";
import { commandLines } from "./look/place.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Flags that make no sense where nobody sees what the run prints. */
const needsEyes = ["json", "dry-run", "print-prompt"];
/** Flags that the process gets in another form, or always. */
const replaced = ["config", "session", "detach", "stay", "quiet"];
const POLL_MS = 25;
/** What goes wrong in the preparation mostly does so at once: then it can still be told here. */
const PREPARING_MS = 800;

/** Refuses a call that cannot be detached. @throws {UsageError} */
export function mustBeDetachable(call: Call): void {
  const flag = needsEyes.find((name) => on(call, name));
  if (flag === undefined) return;
  throw new UsageError(
    `Cannot detach with "--${flag}": nobody sees what a detached run prints`,
  );
}

/**
 * Starts the run and returns when it has begun, or failed before that.
 *
 * @param task The task of the call, which may have come from standard input.
 */
export async function detachRun(
  call: Call,
  { terminal, config, folder, task }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly folder: string;
    readonly task: string | null;
  },
): Promise<number> {
  makeFolder(config.sessions);
  makeFolder(folder);
  const paths = sessionPaths(realPath(folder));
  const logged = lstatOrNull(paths.log)?.size ?? 0;
  const kept = isPiped(call) ? keepTask(task ?? "") : null;
  try {
    const { file, args } = selfCommand();
    const more = runArguments(call, {
      config: config.file,
      folder: paths.folder,
      taskFile: kept?.file ?? null,
    });
    const run = startDetached({
      file,
      args: [...args, ...more],
      env: terminal.env,
      cwd: terminal.cwd,
      log: paths.log,
    });
    const seq = await beginning(run, paths);
    if (seq === null) {
      for (const line of lastWords(paths, logged)) terminal.err(line);
      return run.code ?? 1;
    }
    const name = basename(paths.folder);
    const command = commandLines({ terminal, config })(name);
    terminal.out(`Session: ${name}`);
    terminal.out(`Process: ${run.pid}`);
    terminal.out(
      `samocode: started next: ${command("wait", `--since ${seq}`)}`,
    );
    return 0;
  } finally {
    if (kept !== null) removeAny(kept.folder);
  }
}

function isPiped(call: Call): boolean {
  return [text(call, "task"), text(call, "task-file")].includes("-");
}

/** The process has no standard input, and a task may be too long for an argument. */
function keepTask(task: string) {
  const folder = temporaryFolder("samocode-task-");
  const file = join(folder, "task.md");
  writeNew(file, task);
  return { folder, file };
}

function runArguments(
  call: Call,
  { config, folder, taskFile }: {
    readonly config: string;
    readonly folder: string;
    readonly taskFile: string | null;
  },
): readonly string[] {
  const left = taskFile === null
    ? replaced
    : [...replaced, "task", "task-file"];
  const flags = Object.entries(call.flags).flatMap(([name, value]) => {
    if (left.includes(name) || value === undefined || value === false) {
      return [];
    }
    return value === true ? [`--${name}`] : [`--${name}=${value}`];
  });
  return [
    "run",
    `--config=${config}`,
    `--session=${folder}`,
    ...(taskFile === null ? [] : [`--task-file=${taskFile}`]),
    ...flags,
    "--stay",
    "--quiet",
  ];
}

/** Waits for the first row of the run and returns its number; `null`: the run ended without having begun. */
async function beginning(
  run: Detached,
  paths: SessionPaths,
): Promise<number | null> {
  const first = new Map<string, number>();
  const begun = new Set<string>();
  const journal = await openJournal(paths, {
    clock: systemClock,
    run: null,
    onRow: (row) => {
      if (row.run === null) return;
      if (!first.has(row.run)) first.set(row.run, row.seq);
      if (row.kind === "run-started") begun.add(row.run);
    },
  });
  let seenAt: number | null = null;
  for (;;) {
    const over = run.code !== null;
    await journal.refresh();
    const info = readLeaseInfo(paths);
    const id = info?.pid === run.pid ? info.run : "";
    const seq = first.get(id) ?? null;
    if (begun.has(id)) return seq;
    if (over) return null;
    if (seq !== null) {
      seenAt ??= systemClock.steady();
      if (systemClock.steady() - seenAt > PREPARING_MS) return seq;
    }
    await Promise.race([systemClock.sleep(POLL_MS), run.ended]);
  }
}

/** What the run printed on standard error. */
function lastWords(paths: SessionPaths, logged: number): readonly string[] {
  const lines: string[] = [];
  const size = lstatOrNull(paths.log)?.size ?? 0;
  const tail = openLogTail(paths.log, {
    wants: () => true,
    onLine: (line) => void lines.push(line),
  }, { lastBytes: size - logged });
  try {
    tail.finish();
  } finally {
    tail.close();
  }
  return unstamped(lines);
}
