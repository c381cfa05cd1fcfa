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
  const place = fileHere(terminal) === config.file
    ? ""
    : ` --config ${shellWord(dirname(config.file))}`;
  return (session) => (verb, rest = "") =>
    `samocode ${verb} ${shellWord(session)}${rest && ` ${rest}`}${place}`;
}

function fileHere(terminal: Terminal): string | null {
  try {
    return findProjectFile(terminal);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
