/**
 * The lines of a Markdown text, told apart by whether they stand in a code block.
 *
 * @module
 */

/** One line of a text. */
export interface MarkdownLine {
  /** Counts from 1. */
  readonly number: number;
  /** Without its line ending. */
  readonly text: string;
  /** The line ending as it is, empty at the end of a text without one. */
  readonly ending: string;
  /** Whether it belongs to a fenced code block, fences included. */
  readonly code: boolean;
}

/**
 * Splits a text into its lines; joined again with their endings they are the text, byte for byte.
 *
 * A fence that is never closed opens nothing: a slip must not hide the rest of a file.
 *
 * @example
 * ```ts
 * import { markdownLines } from "./markdown_lines.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lines = markdownLines("a\r\n~~~\n# b\n~~~\n# c");
 * assertEquals(lines.map(({ code }) => code), [false, true, true, true, false]);
 * ```
 */
export function markdownLines(text: string): readonly MarkdownLine[] {
  const lines = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line, i) => {
    const ending = endingOf(line);
    return {
      number: i + 1,
      text: line.slice(0, line.length - ending.length),
      ending,
      code: false,
    };
  });
  let fence = "";
  let openedAt = 0;
  for (const [i, { text }] of lines.entries()) {
    if (fence === "") {
      fence = opens(text);
      openedAt = i;
    } else if (closes(text, fence)) {
      for (const line of lines.slice(openedAt, i + 1)) line.code = true;
      fence = "";
    }
  }
  return lines;
}

function endingOf(line: string): string {
  if (!line.endsWith("\n")) return "";
  return line.endsWith("\r\n") ? "\r\n" : "\n";
}

function opens(text: string): string {
  // Nearly all lines end here, and texts can have very many.
  if (!text.includes("```") && !text.includes("~~~")) return "";
  const [, marks = "", rest = ""] = text.match(/^ {0,3}(`{3,}|~{3,})(.*)$/) ??
    [];
  // A line such as "```word```" is code inside a paragraph.
  return marks.startsWith("`") && rest.includes("`") ? "" : marks;
}

function closes(text: string, fence: string): boolean {
  const marks = text.match(/^ {0,3}(`{3,}|~{3,})\s*$/)?.[1];
  return marks !== undefined && marks.startsWith(fence);
}
