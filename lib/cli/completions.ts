/**
 * `samocode completions`: what the shell completes, and the names of sessions for it.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { listSessions } from "../session/resolve.ts";
import type { Terminal } from "../system/terminal.ts";
import { nameProblem, undatedName } from "../workflow/names.ts";
import { completionScript } from "./completions/script.ts";
import { loadProject } from "./project.ts";
import { type Call, on, type Program, text } from "./subcommand.ts";

/** Prints a script, or with `--sessions` the names; a shell that completes is never told of an error. */
export async function run(
  call: Call,
  terminal: Terminal,
  { subcommands }: Program = { subcommands: [] },
): Promise<number> {
  if (on(call, "sessions")) {
    for (const name of await sessionNames(call, terminal)) terminal.out(name);
    return 0;
  }
  const [shell] = call.positionals;
  if (shell !== "bash" && shell !== "zsh") {
    throw new UsageError(
      shell === undefined
        ? "Cannot write completions: no shell is named"
        : `Cannot write completions for "${shell}": there are none`,
      { hint: "samocode completions bash, or zsh" },
    );
  }
  terminal.out(completionScript(shell, subcommands).trimEnd());
  return 0;
}

/** With their dates, and without where that names one. Only harmless names: a shell expands what it completes. */
async function sessionNames(
  call: Call,
  terminal: Terminal,
): Promise<readonly string[]> {
  try {
    const { config } = await loadProject(terminal, {
      config: text(call, "config"),
    });
    const names = listSessions(config.sessions)
      .filter((name) => nameProblem(name) === null);
    const short = new Set(names.map(undatedName));
    return [...new Set([...short, ...names])].sort();
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}
