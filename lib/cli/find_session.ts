/**
 * From the words of a call to the session they mean.
 *
 * @module
 */

import { join } from "@std/path";
import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { glanceAt } from "../session/glance.ts";
import { sessionPaths } from "../session/paths.ts";
import {
  ARCHIVE,
  archivedSession,
  listSessions,
  resolveSession,
} from "../session/resolve.ts";
import { isFolder, realPath } from "../system/files.ts";
import type { Terminal } from "../system/terminal.ts";
import { readJournal } from "./look/read_journal.ts";
import { type Call, text } from "./subcommand.ts";
import { VERSION } from "./version.ts";

/** Name of the session in a call: the flag, or the first word. */
export function sessionWord(call: Call): string | undefined {
  return text(call, "session") ?? call.positionals[0];
}

/** Which sessions may be meant where none is named. */
export type Guess = "unfinished" | "finished" | "all";

/**
 * Folder of the session that a call means; without a name the one that holds the current folder, else the only one that
 * may be meant, which is an unfinished one unless told. What was guessed is said aloud.
 *
 * @throws {UsageError} when there is none, or several.
 */
export async function findSession(
  word: string | undefined,
  { terminal, config, guess = "unfinished" }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly guess?: Guess;
  },
): Promise<string> {
  if (word === undefined) {
    return await guessSession({ terminal, config, guess });
  }
  const resolution = resolveSession(config.sessions, word, {
    cwd: terminal.cwd,
  });
  switch (resolution.kind) {
    case "found":
      if (resolution.by === "part") sayUsed(terminal, resolution.folder);
      return resolution.folder;
    case "several":
      throw new UsageError(
        `Cannot tell which session "${word}" is: ${resolution.names.length} fit`,
        { details: resolution.names },
      );
    case "none": {
      const archived = archivedSession(config.sessions, word);
      if (archived !== null) {
        throw new UsageError(
          `Cannot use "${word}": it is archived: ${archived}`,
          { hint: "samocode list --archived" },
        );
      }
      const { near, near: [first] } = resolution;
      if (first === undefined) throw notFound(word, config.sessions);
      throw new UsageError(
        `Cannot find a session "${word}"; near: ${near.join(", ")}`,
        { hint: first },
      );
    }
    case "refused":
      throw new UsageError(
        `Cannot use "${word}" as a session name: ${resolution.reason}`,
      );
  }
}

function notFound(word: string, sessions: string): UsageError {
  const away = listSessions(join(sessions, ARCHIVE))
    .filter((name) => name.includes(word));
  return away.length === 0
    ? new UsageError(`Cannot find a session "${word}"`, {
      hint: "samocode list",
    })
    : new UsageError(
      `Cannot find a session "${word}"; archived: ${away.join(", ")}`,
      { hint: "samocode list --archived" },
    );
}

async function guessSession(
  { terminal, config, guess }: {
    readonly terminal: Terminal;
    readonly config: Config;
    readonly guess: Guess;
  },
): Promise<string> {
  const names = listSessions(config.sessions);
  const here = realPath(terminal.cwd);
  for (const name of names) {
    const places = [join(config.sessions, name), join(config.worktrees, name)];
    if (places.some((place) => holds(place, here))) {
      sayUsed(terminal, name);
      return realPath(join(config.sessions, name));
    }
  }
  const fitting: string[] = [];
  for (const name of names) {
    const paths = sessionPaths(join(config.sessions, name));
    const { state } = glanceAt(paths, VERSION) ?? await readJournal(paths);
    if (guess === "all" || state.finished === (guess === "finished")) {
      fitting.push(name);
    }
  }
  if (fitting.length === 1) {
    sayUsed(terminal, fitting[0]!);
    return realPath(join(config.sessions, fitting[0]!));
  }
  const which = guess === "all" ? "there" : guess;
  const cannot = "Cannot tell which session is meant";
  if (fitting.length > 0) {
    throw new UsageError(`${cannot}: ${fitting.length} are ${which}`, {
      hint: `--session ${fitting.at(-1)}`,
      details: fitting,
    });
  }
  throw new UsageError(
    `${cannot}: there is no${guess === "all" ? "ne" : ` ${guess} one`}`,
    {
      hint: guess === "unfinished" || names.length === 0
        ? 'samocode run --task "…" makes a new one'
        : "samocode list",
      details: names,
    },
  );
}

function holds(place: string, here: string): boolean {
  if (!isFolder(place)) return false;
  const real = realPath(place);
  return here === real || here.startsWith(`${real}/`);
}

function sayUsed(terminal: Terminal, folder: string): void {
  terminal.err(`samocode: session ${folder.split("/").at(-1)}`);
}
