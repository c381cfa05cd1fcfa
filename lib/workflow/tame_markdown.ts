/**
 * Makes Markdown of others safe to stand before something else.
 *
 * @module
 */

import { tameProse } from "./tame_prose.ts";

const FENCE = /^( *)(`{3,}|~{3,})(.*)$/;
/** Other spaces are letters to Markdown. */
const EMPTY = /^[ \t]*$/;

/**
 * The same text, in which HTML is shown and not obeyed, and every code block is closed: what follows on it cannot be hidden by it.
 *
 * Code blocks stay as they are where every reader of Markdown finds the same ones. Where that is not sure, as for a block whose lines leave the list
 * that it stands in, the whole text becomes one code block.
 *
 * @example
 * ````ts
 * import { tameMarkdown } from "./tame_markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tameMarkdown("a <!-- b `<c>`"), "a &lt;!-- b `<c>`");
 * assertEquals(tameMarkdown("```sh\nls <x>"), "```sh\nls <x>\n```");
 * ````
 */
export function tameMarkdown(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  const tame: string[] = [];
  let prose: string[] = [];
  const flush = () => {
    tame.push(...tameProse(prose));
    prose = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const fence = fenceOf(line);
    if (fence === null) {
      if (/`{3}|~{3}/.test(line)) return oneBlock(lines);
      if (EMPTY.test(line)) flush();
      prose.push(line);
      continue;
    }
    flush();
    const end = endOf(fence, lines.slice(at + 1));
    if (end === null) return oneBlock(lines);
    const block = lines.slice(at, at + 1 + end);
    const { indent, marks } = fence;
    const last = lines[at + 1 + end] ?? " ".repeat(indent) + marks;
    // So far to the right it may be no block at all.
    tame.push(...indent > 3 ? tameProse(block, false) : block, last);
    at += 1 + end;
  }
  flush();
  return tame.join("\n");
}

/** One line of others that stands within a line of ours; no code block begins in it. */
export function tameLine(line: string): string {
  return tameProse([line.replace(/^\s*(?=`{3}|~{3})/, "\\")]).join("\n");
}

/** The line that opens a code block. */
interface Fence {
  readonly indent: number;
  readonly marks: string;
}

function fenceOf(line: string): Fence | null {
  const [, spaces = "", marks = "", rest = ""] = FENCE.exec(line) ?? [];
  if (marks === "" || /`{3}|~{3}/.test(rest)) return null;
  if (marks.startsWith("`") && rest.includes("`")) return null;
  return { indent: spaces.length, marks };
}

/** Which of the lines behind it closes it; their number: the end of the text does; `null`: that is not sure. */
function endOf(
  { indent, marks }: Fence,
  lines: readonly string[],
): number | null {
  for (const [at, line] of lines.entries()) {
    if (
      indent > 0 && !EMPTY.test(line) && !line.startsWith(" ".repeat(indent))
    ) {
      return null;
    }
    const [, spaces = "", found = "", rest = ""] = FENCE.exec(line) ?? [];
    if (!found.startsWith(marks) || !EMPTY.test(rest)) continue;
    if (indent === 0 && spaces.length > 3) continue;
    const same = indent === 0 || spaces.length === indent;
    return same && (indent <= 3 || found === marks) ? at : null;
  }
  return indent > 3 ? null : lines.length;
}

function oneBlock(lines: readonly string[]): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => line.match(/`+/g) ?? [])
      .map(({ length }) => length),
  );
  const marks = "`".repeat(longest + 1);
  return [`${marks}text`, ...lines, marks].join("\n");
}
