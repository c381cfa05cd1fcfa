/**
 * Finds the line of a key in YAML text, for messages.
 *
 * @module
 */

/**
 * Returns the line (from 1) of the key at `path`, or of the nearest key above it that is found.
 *
 * Knows mappings by indentation only: inside `{…}` it answers with the line of the mapping. `undefined` when not even
 * the first key is found.
 *
 * @example
 * ```ts
 * import { keyLine } from "./yaml_lines.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "version: 1\nproviders:\n  claude:\n    args: 5\n";
 * assertEquals(keyLine(text, ["providers", "claude", "args"]), 4);
 * assertEquals(keyLine(text, ["providers", "codex"]), 2);
 * assertEquals(keyLine(text, ["other"]), undefined);
 * ```
 */
export function keyLine(
  text: string,
  path: readonly string[],
): number | undefined {
  let found: number | undefined;
  let depth = 0;
  let parentIndent = -1;
  let childIndent: number | null = null;
  for (const [index, row] of text.split(/\r\n|\r|\n/).entries()) {
    const match = /^( *)(?:"([^"]*)"|'([^']*)'|([^\s#'"][^:#]*?))\s*:(?:\s|$)/
      .exec(row);
    if (!match) continue;
    const indent = match[1]!.length;
    // Back at the level of the key that was found: the rest belongs to others.
    if (indent <= parentIndent) break;
    childIndent ??= indent;
    const key = match[2] ?? match[3] ?? match[4];
    if (indent !== childIndent || key !== path[depth]) continue;
    found = index + 1;
    depth++;
    if (depth === path.length) break;
    parentIndent = indent;
    childIndent = null;
  }
  return found;
}
