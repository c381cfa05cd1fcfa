/**
 * What to do after an error, as it can be typed where the person is.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import type { Terminal } from "../../system/terminal.ts";
import { findProjectFile } from "../find_project.ts";
import { type Call, type Subcommand, text } from "../subcommand.ts";
import { placeOf } from "./place.ts";

/** Adds `--config` to a command that was told without, where the call itself needed it to find the project. */
export function placedHint(
  hint: string,
  { call, terminal, subcommands }: {
    readonly call: Call;
    readonly terminal: Terminal;
    readonly subcommands: readonly Subcommand[];
  },
): string {
  const config = text(call, "config");
  const verb = /^samocode (\S+)/.exec(hint)?.[1];
  const takesIt = subcommands.find(({ name }) => name === verb)?.flags
    .some(({ name }) => name === "config");
  if (config === undefined || !takesIt || /--(config|help)\b/.test(hint)) {
    return hint;
  }
  try {
    return withPlace(
      hint,
      placeOf(terminal, findProjectFile(terminal, config)),
    );
  } catch (error) {
    // That is what the error is about.
    if (error instanceof UsageError) return hint;
    throw error;
  }
}

/** What follows the command, `, or …`, is no part of it. */
function withPlace(hint: string, place: string): string {
  const command = /^(?:'[^']*'|"[^"]*"|[^,'"]|,(?! ))*/.exec(hint)?.[0] ?? hint;
  return `${command}${place}${hint.slice(command.length)}`;
}
