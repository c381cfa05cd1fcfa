/**
 * Command lines that a person can type where they are.
 *
 * @module
 */

import { dirname } from "@std/path";
import type { Config } from "../../config/config.ts";
import { UsageError } from "../../errors.ts";
import type { Terminal } from "../../system/terminal.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { findProjectFile } from "../find_project.ts";

/** Makes a command line of a verb and what follows the session: `("approve")` → `samocode approve X`. */
export type CommandLine = (verb: string, rest?: string) => string;

/** Command lines about sessions; `--config` is among the words when the project is not the one of the current folder. */
export function commandLines(
  { terminal, config }: {
    readonly terminal: Terminal;
    readonly config: Config;
  },
): (session: string) => CommandLine {
  const place = placeFlag({ terminal, config });
  return (session) => (verb, rest = "") =>
    `samocode ${verb} ${shellWord(session)}${rest && ` ${rest}`}${place}`;
}

/** What a command line ends with when the project is not the one of the current folder; empty: it is. */
export function placeFlag(
  { terminal, config }: {
    readonly terminal: Terminal;
    readonly config: Config;
  },
): string {
  return placeOf(terminal, config.file);
}

/** See {@linkcode placeFlag}. @param file The project's. */
export function placeOf(terminal: Terminal, file: string): string {
  return fileHere(terminal) === file
    ? ""
    : ` --config ${shellWord(dirname(file))}`;
}

function fileHere(terminal: Terminal): string | null {
  try {
    return findProjectFile(terminal);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
