/**
 * What may stand where on a command line, read from the table of subcommands.
 *
 * @module
 */

import { adapterNames } from "../../provider/adapters.ts";
import type { Flag } from "../subcommand.ts";

/** What is offered for a word. */
export type Candidates =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "sessions"; readonly words: readonly string[] }
  | { readonly kind: "files" }
  /** Free text, a number. */
  | { readonly kind: "none" };

/**
 * Candidates for each positional word, in order.
 *
 * @example
 * ```ts
 * import { positionalCandidates } from "./candidates.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(positionalCandidates("[SESSION] [plan|diff]"), [
 *   // The session may be left out.
 *   { kind: "sessions", words: ["plan", "diff"] },
 *   { kind: "words", words: ["plan", "diff"] },
 * ]);
 * ```
 */
export function positionalCandidates(
  positionals: string,
): readonly Candidates[] {
  const tokens = positionals.match(/\[[^\]]*\]|\S+/g) ?? [];
  const plain = tokens.map((token) =>
    candidatesOf(token.replaceAll(/[[\]]/g, ""))
  );
  return plain.map((own, at) => {
    const next = plain[at + 1];
    const optional = tokens[at]?.startsWith("[") === true;
    return own.kind === "sessions" && optional && next?.kind === "words"
      ? { kind: "sessions", words: next.words }
      : own;
  });
}

/** Candidates for the value of a flag. */
export function valueCandidates({ name, value = "" }: Flag): Candidates {
  switch (name) {
    case "provider":
      return { kind: "words", words: adapterNames };
    case "workflow":
      return { kind: "words", words: ["full", "quick"] };
    case "session":
      return { kind: "sessions", words: [] };
    case "config":
    case "task-file":
      return { kind: "files" };
    default:
      return candidatesOf(value);
  }
}

function candidatesOf(token: string): Candidates {
  if (/^[a-z-]+(\|[a-z-]+)+$/.test(token)) {
    return { kind: "words", words: token.split("|") };
  }
  if (token === "SESSION") return { kind: "sessions", words: [] };
  return token === "DIR" || token === "FILE"
    ? { kind: "files" }
    : { kind: "none" };
}
