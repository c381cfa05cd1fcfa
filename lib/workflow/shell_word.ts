/**
 * Words in a command line that a person can paste.
 *
 * @module
 */

/**
 * A text as one word of a shell.
 *
 * @example
 * ```ts
 * import { shellWord } from "./shell_word.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(shellWord("/work/it's here"), "'/work/it'\\''s here'");
 * assertEquals(shellWord("/work/here"), "/work/here");
 * ```
 */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
