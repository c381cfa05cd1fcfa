/**
 * Tables on a terminal.
 *
 * @module
 */

import type { Terminal } from "../../system/terminal.ts";
import { oneLine } from "../../workflow/one_line.ts";

/** What a line that goes on begins with. */
const INDENT = "    ";
/** Nobody reads a table that is narrower. */
const LEAST_WIDTH = 20;

/** How wide a table may be. */
export interface TableRoom {
  /** Characters; `null`: as many as it needs. */
  readonly width: number | null;
}

/** The room for a table on standard output: that of a terminal, and all there is in a file or a pipe. */
export function tableRoom(
  { isTerminal, columns }: Pick<Terminal, "isTerminal" | "columns">,
): TableRoom {
  return { width: isTerminal && columns >= LEAST_WIDTH ? columns : null };
}

/**
 * Lays cells out in columns, two spaces apart; the last one is not padded.
 *
 * What is too wide goes on below between columns, at the same one in every row; a cell that is too wide even so ends with
 * `…`, unless it is a command, which is there to be copied.
 *
 * @param rows Cells; foreign text in them loses its control characters.
 * @param right Numbers of the columns, from 0, that stand at the right.
 * @returns As many texts as there are rows, of one line each where there is room.
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
  { width }: TableRoom = { width: null },
): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => cut(oneLine(cell), width)));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [i, cell] of row.entries()) {
      widths[i] = Math.max(widths[i] ?? 0, length(cell));
    }
  }
  const breaks = breaksOf(widths, width);
  return cells.map((row) => {
    const lines: string[][] = [];
    for (const [i, cell] of row.entries()) {
      if (i === 0 || breaks.has(i)) lines.push([]);
      const space = " ".repeat((widths[i] ?? 0) - length(cell));
      lines.at(-1)?.push(right.includes(i) ? space + cell : cell + space);
    }
    return lines.map((line) => line.join("  ").trimEnd())
      .filter((line, i) => i === 0 || line !== "").join(`\n${INDENT}`);
  });
}

/** Numbers of the columns that begin a further line. */
function breaksOf(
  widths: readonly number[],
  width: number | null,
): ReadonlySet<number> {
  const breaks = new Set<number>();
  if (width === null) return breaks;
  let end = -2;
  for (const [i, wide] of widths.entries()) {
    if (i > 0 && end + 2 + wide > width) {
      breaks.add(i);
      end = INDENT.length + wide;
    } else end += 2 + wide;
  }
  return breaks;
}

function cut(cell: string, width: number | null): string {
  if (width === null || cell.startsWith("samocode ")) return cell;
  const most = width - INDENT.length;
  const all = [...cell];
  return all.length <= most ? cell : `${all.slice(0, most - 1).join("")}…`;
}

function length(text: string): number {
  return [...text].length;
}
