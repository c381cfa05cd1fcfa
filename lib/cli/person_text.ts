/**
 * The text of a person: the last word of the call, or what they write in their editor.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import { resolveSession } from "../session/resolve.ts";
import { editText } from "../system/editor.ts";
import type { Terminal } from "../system/terminal.ts";
import { type Call, text } from "./subcommand.ts";

/** Session and text of a call. */
export interface TextWords {
  /** `undefined`: the one that can only be meant. */
  readonly session: string | undefined;
  /** `null`: none was given. */
  readonly text: string | null;
}

/** Sorts `[SESSION] [TEXT]`: a single word is the text, unless it is exactly the name of a session. */
export function textWords(
  call: Call,
  { config, terminal }: {
    readonly config: Config;
    readonly terminal: Terminal;
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
  return first !== undefined && isSession(first, { config, terminal })
    ? { session: first, text: null }
    : { session: undefined, text: first ?? null };
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
  { canAsk, env, cwd }: Terminal,
  { about, example }: { readonly about: string; readonly example: string },
): Promise<string> {
  const editor = (env["VISUAL"] || env["EDITOR"] || "").trim();
  if (!canAsk || editor === "") {
    throw new UsageError("Cannot go on without a text", { hint: example });
  }
  const saved = await editText(editor, {
    text: `\n# ${about}\n# Lines that begin with "# " are left out.\n`,
    env,
    cwd,
  });
  return saved.split(/\r?\n/).filter((line) => !/^#( |$)/.test(line))
    .join("\n");
}

function isSession(
  word: string,
  { config, terminal }: {
    readonly config: Config;
    readonly terminal: Terminal;
  },
): boolean {
  return !/\s/.test(word) &&
    resolveSession(config.sessions, word, {
        cwd: terminal.cwd,
        parts: false,
      }).kind === "found";
}
