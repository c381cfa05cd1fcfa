/**
 * The text of a pull request that a summary has in its section "Pull request".
 *
 * @module
 */

import { markdownLines } from "./markdown_lines.ts";
import { oneLine } from "./one_line.ts";

/** Title and text of a pull request. */
export interface PullRequestText {
  /** One line. */
  readonly title: string;
  readonly text: string;
}

const HEADING = /^##\s+pull request\s*$/i;
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`\s]?)/;

/**
 * Finds the block below the heading `## Pull request`: its first line is the title, the rest is the text.
 *
 * A block inside of the block ends where it is closed itself. Without a block, the section up to the next heading counts.
 *
 * @returns `null` when there is no such section, or nothing in it.
 *
 * @example
 * ````ts
 * import { pullRequestText } from "./pull_request_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const summary =
 *   "# Summary\n\n## Pull request\n```text\nTitle: Add a flag\n\nIt tells more.\n```\n";
 * assertEquals(pullRequestText(summary), {
 *   title: "Add a flag",
 *   text: "It tells more.",
 * });
 * ````
 */
export function pullRequestText(summary: string): PullRequestText | null {
  const lines = markdownLines(summary.replaceAll(/\r\n?/g, "\n"));
  const at = lines.findLastIndex(({ code, text }) =>
    !code && HEADING.test(text)
  );
  if (at < 0) return null;
  const section = lines.slice(at + 1).map(({ text }) => text);
  const opening = section.findIndex((line) => line.trim() !== "");
  const mark = FENCE.exec(section[opening] ?? "")?.[1];
  const block = mark === undefined
    ? upToHeading(section)
    : inside(section.slice(opening + 1), mark);
  return titled(block);
}

/** Lines up to the fence that closes what `mark` opened. */
function inside(lines: readonly string[], mark: string): readonly string[] {
  let depth = 1;
  const end = lines.findIndex((line) => {
    const [, marks = "", word = ""] = FENCE.exec(line) ?? [];
    if (!marks.startsWith(mark)) return false;
    depth += word === "" ? -1 : 1;
    return depth === 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function upToHeading(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => /^##?\s/.test(line));
  return end < 0 ? lines : lines.slice(0, end);
}

function titled(block: readonly string[]): PullRequestText | null {
  const first = block.findIndex((line) => line.trim() !== "");
  const title = oneLine(block[first] ?? "")
    .replace(/^#+\s+/, "").replace(/^title:\s*/i, "");
  if (title === "") return null;
  return { title, text: block.slice(first + 1).join("\n").trim() };
}
