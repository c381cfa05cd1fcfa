/**
 * Which session a run is about, and with what task.
 *
 * @module
 */

import { basename, join } from "@std/path";
import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import {
  ARCHIVE,
  holdsSession,
  newSessionFolder,
  resolveSession,
} from "../session/resolve.ts";
import { isFolder, lstatOrNull, realPath } from "../system/files.ts";
import { readPersonFile } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { plannedStart } from "../system/worktree.ts";
import {
  branchName,
  nameProblem,
  sessionSlug,
  taskSlug,
} from "../workflow/names.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { findSession, sessionWord } from "./find_session.ts";
import { now } from "./own_clock.ts";
import { type Call, on, text } from "./subcommand.ts";

/** The session of a run. */
export interface Target {
  readonly folder: string;
  /** Whether the folder is still to be made. */
  readonly isNew: boolean;
}

/** The task of a call, from its words, a file, or standard input; `null` when there is none. @throws {UsageError} */
export async function taskOf(
  call: Call,
  terminal: Terminal,
): Promise<string | null> {
  const words = text(call, "task");
  const file = text(call, "task-file");
  if (words !== undefined && file !== undefined) {
    throw new UsageError('Cannot take two tasks: "--task" and "--task-file"');
  }
  if (words !== undefined) {
    if (words === "-") return await piped(terminal);
    notEmpty(words, "--task");
    return words;
  }
  if (file === undefined) return null;
  if (file === "-") return await piped(terminal);
  const path = file.startsWith("/") ? file : join(terminal.cwd, file);
  const reading = await readPersonFile(path);
  if (reading.kind !== "text") {
    throw new UsageError(
      `Cannot read the task from "${path}": ${
        reading.kind === "missing" ? "there is no such file" : reading.reason
      }`,
    );
  }
  return notEmpty(reading.text, path);
}

/**
 * The session of a call: the one that is meant, or the folder of a new one, which is not made.
 *
 * @throws {UsageError} when there is none, or its name cannot be used.
 * @throws {UserError} when no worktree can be made for a new one.
 */
export async function targetOf(
  call: Call,
  { terminal, config, task, dive }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly task: string | null;
    readonly dive: string | null;
  },
): Promise<Target> {
  const word = sessionWord(call);
  const mayMake = task !== null || dive !== null || on(call, "new");
  if (!mayMake) {
    const folder = await findSession(word, { terminal, config });
    if (holdsSession(folder)) return { folder, isNew: false };
    refuseOldLayout(folder);
    const session = basename(folder);
    throw new UsageError(
      `Cannot run "${session}": its folder holds no session`,
      {
        hint: `samocode run ${shellWord(session)} --task "…"`,
      },
    );
  }
  const name = word ?? taskSlug(task ?? dive ?? "session");
  if (word !== undefined) {
    const there = resolveSession(config.sessions, word, {
      cwd: terminal.cwd,
      parts: false,
    });
    if (there.kind === "found") {
      if (!holdsSession(there.folder)) refuseOldLayout(there.folder);
      return { folder: there.folder, isNew: false };
    }
    if (there.kind === "refused") refuse(word, there.reason);
  }
  const problem = nameProblem(sessionSlug(name));
  if (problem !== null) refuse(name, problem);
  const folder = freeFolder(config, name);
  // Before anything is made: nothing is left behind where no worktree can be.
  await plannedStart(
    config.mainRepo,
    branchName(basename(folder), config.branchPrefix),
  );
  return { folder, isNew: true };
}

async function piped(terminal: Terminal): Promise<string> {
  return notEmpty(await terminal.readAll(), "standard input");
}

function notEmpty(task: string, from: string): string {
  if (task.trim() === "") {
    throw new UsageError(`Cannot take the task from ${from}: it is empty`);
  }
  return task.trim();
}

/** In its first weeks the predecessor kept a session in a folder of its folder; a new one must not begin beside it. */
function refuseOldLayout(folder: string): void {
  const inner = join(folder, "_samocode");
  if (!holdsSession(inner)) return;
  throw new UsageError(
    `Cannot run "${
      basename(folder)
    }": its files are in "${inner}", where they once were`,
    { hint: `mv ${shellWord(inner)}/* ${shellWord(folder)}` },
  );
}

function refuse(name: string, reason: string): never {
  throw new UsageError(
    `Cannot use "${name}" as a session name: ${reason}`,
    { hint: 'samocode run NAME --task "…"' },
  );
}

/** A folder for a new session; a number is added when the name is taken, by one that was put away, too. */
function freeFolder(config: Config, name: string): string {
  const sessions = isFolder(config.sessions)
    ? realPath(config.sessions)
    : config.sessions;
  for (let count = 1;; count++) {
    const folder = newSessionFolder(
      sessions,
      count === 1 ? name : `${name}-${count}`,
      now(),
    );
    const archived = join(sessions, ARCHIVE, basename(folder));
    if ([folder, archived].every((path) => lstatOrNull(path) === null)) {
      return folder;
    }
  }
}
