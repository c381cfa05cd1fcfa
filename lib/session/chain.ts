/**
 * The chain of the journal: each row names the sha256 of the line before it.
 *
 * @module
 */

import type { Row } from "../workflow/row.ts";
import { digest } from "./digest.ts";

/** Where a chain ends. */
export interface ChainEnd {
  /** Number of the last row; 0 before the first. */
  readonly seq: number;
  /** sha256 of the last line without its newline, hex. */
  readonly hash: string;
}

/** The end of an empty chain. */
export const chainStart: ChainEnd = { seq: 0, hash: "0".repeat(64) };

/** What a line of the journal is. */
export type LineReading =
  | { readonly kind: "row"; readonly row: Row; readonly end: ChainEnd }
  | {
    readonly kind: "broken";
    readonly problem: string;
    /** End of a chain that would go on behind this line. */
    readonly end: ChainEnd;
  };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a line, without its newline, as the continuation of a chain.
 *
 * @param hash Its sha256, if somebody has it already.
 */
export function readLine(
  line: Uint8Array,
  before: ChainEnd,
  { hash = digest(line) }: { readonly hash?: string } = {},
): LineReading {
  const end = { seq: before.seq + 1, hash };
  const row = parseRow(line);
  if (row === null) {
    return { kind: "broken", problem: "it is no row of a journal", end };
  }
  if (row.seq !== end.seq) {
    return {
      kind: "broken",
      problem: `it has number ${row.seq} where ${end.seq} is due`,
      end: { ...end, seq: row.seq },
    };
  }
  if (row.prev !== before.hash) {
    const problem = "it does not continue the line before it";
    return { kind: "broken", problem, end };
  }
  return { kind: "row", row, end };
}

function parseRow(line: Uint8Array): Row | null {
  try {
    const value: unknown = JSON.parse(decoder.decode(line));
    return isRow(value) ? value : null;
  } catch (error) {
    // No JSON, or no UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Only the common fields are looked at: kinds and fields of later versions pass. */
function isRow(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const row = value as Readonly<Record<string, unknown>>;
  return ["seq", "iteration", "attempt"].every((key) =>
    Number.isSafeInteger(row[key])
  ) && ["time", "prev", "kind"].every((key) => typeof row[key] === "string");
}
