/**
 * What is different between two texts, line by line.
 *
 * @module
 */

const CONTEXT = 2;
/** Longer texts are told whole: the way to compare them costs the product of their lengths. */
const MOST_CELLS = 4_000_000;

/**
 * Lists the lines that are gone (`- `) and new (`+ `) with two lines around them; empty when nothing differs.
 *
 * @example
 * ```ts
 * import { lineDiff } from "./line_diff.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lineDiff("a\nb\nc", "a\nx\nc"), ["  a", "- b", "+ x", "  c"]);
 * assertEquals(lineDiff("a", "a"), []);
 * ```
 */
export function lineDiff(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const marked = compare(before.split("\n"), after.split("\n"));
  const shown = marked.map((_, i) =>
    marked.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1)
      .some((line) => !line.startsWith("  "))
  );
  return marked.flatMap((line, i) =>
    shown[i] ? [line] : shown[i - 1] ? ["  …"] : []
  );
}

function compare(
  was: readonly string[],
  is: readonly string[],
): readonly string[] {
  let from = 0;
  while (from < was.length && was[from] === is[from]) from++;
  let end = 0;
  while (
    end < Math.min(was.length, is.length) - from &&
    was[was.length - 1 - end] === is[is.length - 1 - end]
  ) end++;
  const middle = between(
    was.slice(from, was.length - end),
    is.slice(from, is.length - end),
  );
  const kept = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    ...kept(was.slice(0, from)),
    ...middle,
    ...kept(was.slice(was.length - end)),
  ];
}

/** By the longest common part. */
function between(
  was: readonly string[],
  is: readonly string[],
): readonly string[] {
  const gone = (line: string) => `- ${line}`;
  const fresh = (line: string) => `+ ${line}`;
  if (was.length * is.length > MOST_CELLS) {
    return [...was.map(gone), ...is.map(fresh)];
  }
  const width = is.length + 1;
  const common = new Uint32Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      common[i * width + j] = was[i] === is[j]
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) {
      lines.push(`  ${was[i]}`);
      i++;
      j++;
    } else if (
      j === is.length ||
      i < was.length &&
        common[(i + 1) * width + j]! >= common[i * width + j + 1]!
    ) lines.push(gone(was[i++]!));
    else lines.push(fresh(is[j++]!));
  }
  return lines;
}
