/**
 * `samocode conversation`: how to go on with a conversation in the provider's own program.
 *
 * @module
 */

import { UsageError, UserError } from "../errors.ts";
import { adapterOf } from "../provider/adapters.ts";
import { sessionPaths } from "../session/paths.ts";
import type { Terminal } from "../system/terminal.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { readJournal } from "./look/read_journal.ts";
import { sessionCall } from "./look/session_call.ts";
import { type Call, text } from "./subcommand.ts";

/** A conversation that can be resumed. */
interface Conversation {
  readonly iteration: number;
  readonly command: string;
}

/** Prints the command of one iteration, or of the newest that has one. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const { word, iteration } = wordsOf(call);
  const { folder, name, command } = await sessionCall(call, terminal, { word });
  const all: Conversation[] = [];
  let provider = "";
  const { state } = await readJournal(sessionPaths(folder), (row) => {
    if (row.kind === "attempt-started") provider = row.provider;
    if (row.kind !== "attempt-ended") return;
    const found = resumeCommand(provider, row.conversation);
    if (found === null) return;
    all.push({ iteration: row.iteration, command: found });
  });
  const found = all.findLast((one) =>
    iteration === null || one.iteration === iteration
  );
  if (found === undefined || state.workingDir === null) {
    const where = iteration === null ? "" : ` in iteration ${iteration}`;
    throw new UserError(
      `Cannot go on with a conversation of "${name}": none that can be resumed is known${where}`,
      { hint: command("history") },
    );
  }
  if (iteration === null) {
    terminal.err(`samocode: iteration ${found.iteration}`);
  }
  terminal.out(`cd ${shellWord(state.workingDir)} && ${found.command}`);
  return 0;
}

/** One word of digits is an iteration; a session of such a name is given by its flag. */
function wordsOf(call: Call) {
  const named = text(call, "session");
  const words = named === undefined
    ? call.positionals
    : [named, ...call.positionals];
  const [first, second, ...more] = words;
  if (more.length > 0) {
    throw new UsageError(
      `Cannot take two iterations: "${second}", "${more[0]}"`,
    );
  }
  if (second === undefined && named === undefined && isNumber(first ?? "")) {
    return { word: undefined, iteration: Number(first) };
  }
  if (second !== undefined && !isNumber(second)) {
    throw new UsageError(
      `Cannot use "${second}" as an iteration: it is not a whole number`,
    );
  }
  return {
    word: first,
    iteration: second === undefined ? null : Number(second),
  };
}

function isNumber(word: string): boolean {
  return /^\d{1,9}$/.test(word);
}

/** `null`: the program keeps no conversation, or its id is nothing for a command line. */
function resumeCommand(
  provider: string,
  conversation: string | null,
): string | null {
  const adapter = adapterOf(provider);
  if (adapter === null || !adapter.resumes || conversation === null) {
    return null;
  }
  return /^[\w.:][\w.:-]*$/.test(conversation)
    ? adapter.resumeCommand(conversation)
    : null;
}
