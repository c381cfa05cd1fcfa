/**
 * The help on a terminal: lines end between words.
 *
 * @module
 */

/** Narrower columns than this are no help to anybody. */
const LEAST = 24;

/**
 * Breaks long lines between words; what goes on stands below the text of its own column.
 *
 * A line to be typed stays whole: a terminal then still copies it as one.
 *
 * @example
 * ```ts
 * import { wrapHelp } from "./wrap_help.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const help = "  -q, --quiet  only the last line of what is said";
 * assertEquals(
 *   wrapHelp(help, 40),
 *   "  -q, --quiet  only the last line of\n               what is said",
 * );
 * ```
 */
export function wrapHelp(text: string, columns: number): string {
  return text.split("\n").flatMap((line) =>
    line.length <= columns || line.startsWith("  samocode ")
      ? [line]
      : wrapLine(line, columns)
  ).join("\n");
}

function wrapLine(line: string, columns: number): readonly string[] {
  const [head = ""] = /^ {2,}\S.*? {2,}(?=\S)/.exec(line) ?? [];
  const deep = columns - head.length >= LEAST ? head.length : 4;
  const indent = head === "" ? "" : " ".repeat(deep);
  const lines: string[] = [];
  let current = head.trimEnd();
  let gap = head.slice(current.length);
  for (const word of line.slice(head.length).split(" ")) {
    if (current.length + gap.length + word.length > columns && current !== "") {
      lines.push(current);
      current = indent + word;
    } else current += gap + word;
    gap = " ";
  }
  return [...lines, current];
}
