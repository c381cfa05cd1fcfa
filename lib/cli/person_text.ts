/**
 * The text of a person: the last word of the call, or what they write in their editor.
 *
 * @module
 */

import { basename } from "@std/path";
import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { resolveSession } from "../session/resolve.ts";
import { editText } from "../system/editor.ts";
import type { Terminal } from "../system/terminal.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { type Call, text } from "./subcommand.ts";

/** Session and text of a call. */
export interface TextWords {
  /** `undefined`: the one that can only be meant. */
  readonly session: string | undefined;
  /** `null`: none was given. */
  readonly text: string | null;
}

/**
 * Sorts `[SESSION] [TEXT]`: a single word is the text, unless it is the name of a session, or the one part of a name that fits.
 *
 * @throws {UsageError} where nobody can tell which of the two it is: by a part, or by a name and no editor would ask for the text.
 */
export function textWords(
  call: Call,
  { config, terminal, verb }: {
    readonly config: Config;
    readonly terminal: Terminal;
    /** Name of the subcommand. */
    readonly verb: string;
  },
): TextWords {
  const flag = text(call, "session");
  const [first, second] = call.positionals;
  if (flag !== undefined && second !== undefined) {
    throw new UsageError(`Cannot take two texts: "${first}" and "${second}"`, {
      hint: "put the text in quotes",
    });
  }
  if (flag !== undefined) return { session: flag, text: first ?? null };
  if (second !== undefined) return { session: first, text: second };
  const fits = first === undefined || /\s/.test(first)
    ? null
    : resolveSession(config.sessions, first, { cwd: terminal.cwd });
  if (first === undefined || fits?.kind !== "found") {
    return { session: undefined, text: first ?? null };
  }
  if (fits.by !== "part" && asksInEditor(terminal)) {
    return { session: first, text: null };
  }
  const name = basename(fits.folder);
  const word = shellWord(first);
  throw new UsageError(
    `Cannot tell whether "${first}" is the text or the session "${name}"`,
    {
      hint:
        `samocode ${verb} ${word} "…", or samocode ${verb} --session ${name} "${first}"`,
    },
  );
}

/**
 * The text itself: what was given, or what the person writes.
 *
 * @param about Shown in the editor, one line.
 * @throws {UsageError} when there is none and nobody can be asked for one, or it is empty.
 */
export async function personText(
  given: string | null,
  { terminal, about, example }: {
    readonly terminal: Terminal;
    readonly about: string;
    /** A command line with a text. */
    readonly example: string;
  },
): Promise<string> {
  const words = (given ?? await written(terminal, { about, example })).trim();
  if (words === "") {
    throw new UsageError("Cannot take the text: it is empty", {
      hint: example,
    });
  }
  return words;
}

async function written(
  terminal: Terminal,
  { about, example }: { readonly about: string; readonly example: string },
): Promise<string> {
  const { env, cwd } = terminal;
  if (!asksInEditor(terminal)) {
    throw new UsageError("Cannot go on without a text", { hint: example });
  }
  const saved = await editText(editorOf(terminal), {
    text: `\n# ${about}\n# Lines that begin with "# " are left out.\n`,
    env,
    cwd,
  });
  return saved.split(/\r?\n/).filter((line) => !/^#( |$)/.test(line))
    .join("\n");
}

function asksInEditor(terminal: Terminal): boolean {
  return terminal.canAsk && editorOf(terminal) !== "";
}

function editorOf({ env }: Terminal): string {
  return (env["VISUAL"] || env["EDITOR"] || "").trim();
}
