/**
 * Reads the end of a journal only: from the newest row that tells what all rows before it add up to.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { openPlain } from "../system/plain_file.ts";
import { foldRow } from "../workflow/fold.ts";
import type { Row } from "../workflow/row.ts";
import { stateOfSum } from "../workflow/rows_sum.ts";
import type { SessionState } from "../workflow/state.ts";
import { readLine } from "./chain.ts";
import { digest } from "./digest.ts";
import type { SessionPaths } from "./paths.ts";

/** What the end of a journal tells. */
export interface Glance {
  /** Without task and dive. */
  readonly state: SessionState;
  /** The rows that were read, from the end of a run on. */
  readonly rows: readonly Row[];
}

/** A journal's end is looked for in so many bytes. */
const TAIL_BYTES = 64 << 10;

/**
 * Glances at a journal; `null` when its whole has to be read: there is no such row, another version of the program wrote it, or something is wrong
 * behind it. Faults before it are not seen.
 */
export function glanceAt(paths: SessionPaths, version: string): Glance | null {
  const text = tailOf(paths);
  const at = text.lastIndexOf('"kind":"run-stopped"');
  // In a text of a row the quotation marks would have backslashes.
  if (at < 0) return null;
  const from = text.lastIndexOf("\n", at) + 1;
  const before = text.slice(text.lastIndexOf("\n", from - 2) + 1, from - 1);
  if (before === "") return null;
  const lines = text.slice(from, text.lastIndexOf("\n") + 1).split("\n");
  const rows = chained(lines.slice(0, -1), before);
  const [stopped] = rows ?? [];
  if (stopped?.kind !== "run-stopped") return null;
  const sum = stateOfSum(stopped.sum, version);
  if (rows === null || sum?.seq !== stopped.seq - 1) return null;
  return { state: rows.reduce(foldRow, sum), rows };
}

/** The end of the file, from the start of a line on; empty when it cannot be read. */
function tailOf(paths: SessionPaths): string {
  try {
    const file = openPlain(paths.journal);
    if (file === null) return "";
    try {
      const { size } = file.statSync();
      const bytes = new Uint8Array(Math.min(size, TAIL_BYTES));
      file.seekSync(size - bytes.length, 0);
      const count = file.readSync(bytes) ?? 0;
      const text = new TextDecoder().decode(bytes.subarray(0, count));
      return size > TAIL_BYTES ? text.slice(text.indexOf("\n") + 1) : text;
    } finally {
      file.close();
    }
  } catch (error) {
    // Whoever reads all of it tells what stands there.
    if (error instanceof UserError) return "";
    throw error;
  }
}

/** Lines as rows that go on from the line before them; `null` when they do not. */
function chained(
  lines: readonly string[],
  before: string,
): readonly Row[] | null {
  const encoder = new TextEncoder();
  const seq = /^\{"seq":(\d+),/.exec(before)?.[1];
  let end = { seq: Number(seq), hash: digest(before) };
  const rows: Row[] = [];
  for (const [at, line] of lines.entries()) {
    // Nobody follows on the last one.
    const hash = at === lines.length - 1 ? { hash: "" } : {};
    const reading = readLine(encoder.encode(line), end, hash);
    if (reading.kind === "broken") return null;
    rows.push(reading.row);
    end = reading.end;
  }
  return rows;
}
