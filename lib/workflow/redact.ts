/**
 * Keeps secrets out of what is written and shown.
 *
 * @module
 */

import { openFrom, secretForms, secretPattern } from "./secret_shapes.ts";

const MASK = "***";
/** A line longer than this is let go in pieces. */
const MAX_HELD = 1 << 16;
/** So much of such a line stays behind: more than a token has. */
const MAX_TOKEN = 1 << 13;
/** So much of what was let go is looked back at: more than stands before a token to tell it. */
const LOOK_BACK = 32;

/** Redacts a text that comes in pieces. */
export interface StreamRedactor {
  /** Takes a piece and returns what can be let go: usually everything up to the last line ending. */
  push(chunk: string): string;
  /** Returns the rest. */
  end(): string;
}

/**
 * Makes a function that puts `***` in the place of secrets.
 *
 * The values are found as they are, as they stand in JSON and as they stand in a URL; values of fewer than six
 * characters are left alone. Tokens of well-known shapes are found without being told.
 *
 * @example
 * ```ts
 * import { redactor } from "./redact.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const redact = redactor(["hunter22"]);
 * assertEquals(redact("password hunter22"), "password ***");
 * assertEquals(redact("Bearer abc123def456"), "Bearer ***");
 * ```
 */
export function redactor(
  secrets: readonly string[],
): (text: string) => string {
  const pattern = secretPattern(secretForms(secrets));
  return (text) => text.replace(pattern, MASK);
}

/**
 * Makes a redactor for a text that comes in pieces, whatever the borders between them are.
 *
 * What is held back is the present line, or a private key that is not complete; never more than some 128 Ki
 * characters.
 *
 * @example
 * ```ts
 * import { streamRedactor } from "./redact.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const stream = streamRedactor(["hunter22"]);
 * assertEquals(stream.push("a\npassword hun"), "a\n");
 * assertEquals(stream.push("ter22"), "");
 * assertEquals(stream.end(), "password ***");
 * ```
 */
export function streamRedactor(secrets: readonly string[]): StreamRedactor {
  const forms = secretForms(secrets);
  const pattern = secretPattern(forms);
  const kept = MAX_TOKEN + (forms[0]?.length ?? 0);
  let before = "";
  let held = "";

  /** Lets go of the first `most` characters, or fewer: a secret is never cut in two. */
  function release(most: number): string {
    if (most <= 0) return "";
    const text = before + held;
    let cut = before.length + most;
    let at = before.length;
    let ready = "";
    pattern.lastIndex = at;
    for (
      let match = pattern.exec(text);
      match !== null && match.index < cut;
      match = pattern.exec(text)
    ) {
      const end = match.index + match[0].length;
      // Nothing that long is a token, and memory is not endless.
      if (end > cut && held.length <= 2 * MAX_HELD) {
        cut = match.index;
        break;
      }
      ready += text.slice(at, match.index) + MASK;
      at = end;
    }
    cut = Math.max(cut, at);
    ready += text.slice(at, cut);
    before = text.slice(Math.max(0, cut - LOOK_BACK), cut);
    held = text.slice(cut);
    return ready;
  }

  return {
    push(chunk) {
      held += chunk;
      const lines = held.lastIndexOf("\n") + 1;
      const cut = lines === 0 ? 0 : openFrom(held.slice(0, lines), forms);
      return release(
        held.length - cut > MAX_HELD ? held.length - kept : cut,
      );
    },
    end: () => release(held.length),
  };
}
