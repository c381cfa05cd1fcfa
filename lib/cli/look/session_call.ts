/**
 * What every subcommand that looks at one session begins with.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../../config/config.ts";
import type { Terminal } from "../../system/terminal.ts";
import { findSession, sessionWord } from "../find_session.ts";
import { loadProject } from "../project.ts";
import { type Call, text } from "../subcommand.ts";
import { type CommandLine, commandLines } from "./place.ts";

/** A session that was found, and its project. */
export interface SessionCall {
  readonly config: Config;
  /** Real path of the session's folder. */
  readonly folder: string;
  /** Name of the folder. */
  readonly name: string;
  readonly command: CommandLine;
}

/**
 * Loads the project of a call and finds its session.
 *
 * @param options `word` is the name of the session, if it is not the first word of the call.
 * @throws {UsageError} when there is no such session, or the configuration has problems.
 */
export async function sessionCall(
  call: Call,
  terminal: Terminal,
  { word }: { readonly word: string | undefined } = { word: sessionWord(call) },
): Promise<SessionCall> {
  const { config } = await loadProject(terminal, {
    config: text(call, "config"),
  });
  const folder = await findSession(word, { terminal, config });
  const name = basename(folder);
  const command = commandLines({ terminal, config })(name);
  return { config, folder, name, command };
}
