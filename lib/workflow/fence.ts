/**
 * Foreign text as data inside a prompt.
 *
 * @module
 */

/**
 * Puts a text into a code block that nothing inside can close.
 *
 * The fence is longer than any run of backticks in the text. Space at
 * the end of the text is left out, and the block has no newline at its end.
 *
 * @example
 * ````ts
 * import { fenced } from "./fence.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fenced("a\n"), "```text\na\n```");
 * assertEquals(fenced("```"), "````text\n```\n````");
 * ````
 */
export function fenced(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce(
    (most, run) => Math.max(most, run.length),
    2,
  );
  const fence = "`".repeat(longest + 1);
  const body = text.replaceAll(/\r\n?/g, "\n").trimEnd();
  return `${fence}text\n${body}\n${fence}`;
}
