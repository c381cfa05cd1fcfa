/**
 * Tables on a terminal.
 *
 * @module
 */

import { oneLine } from "../../workflow/one_line.ts";

/**
 * Lays cells out in columns, two spaces apart; the last one is not padded.
 *
 * @param rows Cells; foreign text in them loses its control characters.
 * @param right Numbers of the columns, from 0, that stand at the right.
 *
 * @example
 * ```ts
 * import { columns } from "./columns.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = [["a", "10", "x"], ["bcd", "5", ""]];
 * assertEquals(columns(rows, [1]), ["a    10  x", "bcd   5"]);
 * ```
 */
export function columns(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): readonly string[] {
  const cells = rows.map((row) => row.map(oneLine));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [i, cell] of row.entries()) {
      widths[i] = Math.max(widths[i] ?? 0, length(cell));
    }
  }
  return cells.map((row) =>
    row.map((cell, i) => {
      const space = " ".repeat((widths[i] ?? 0) - length(cell));
      return right.includes(i) ? space + cell : cell + space;
    }).join("  ").trimEnd()
  );
}

function length(text: string): number {
  return [...text].length;
}
