/**
 * Checking a journal as a whole.
 *
 * @module
 */

import type { Row } from "../workflow/row.ts";
import { chainStart, readLine } from "./chain.ts";

/** What a journal is, read as a whole. */
export interface ChainReading {
  /** Up to the first line that does not continue the chain. */
  readonly rows: readonly Row[];
  /** What is wrong, one finding each, with its line number; none when all is well. */
  readonly findings: readonly string[];
}

/**
 * Reads the rows of a journal and finds what is wrong with their chain.
 *
 * After a fault the check goes on from the line as it is, so that each fault is told once. Rows that are missing at
 * the end cannot be seen.
 *
 * @param bytes Contents of the journal.
 */
export function readChain(bytes: Uint8Array): ChainReading {
  const rows: Row[] = [];
  const findings: string[] = [];
  let end = chainStart;
  let number = 1;
  for (let at = 0; at < bytes.length; number++) {
    const newline = bytes.indexOf(10, at);
    if (newline === -1) {
      findings.push(`line ${number}: it is torn, its end is missing`);
      break;
    }
    const reading = readLine(bytes.subarray(at, newline), end);
    if (reading.kind === "broken") {
      findings.push(`line ${number}: ${reading.problem}`);
    } else if (findings.length === 0) rows.push(reading.row);
    end = reading.end;
    at = newline + 1;
  }
  return { rows, findings };
}

/** The findings of {@linkcode readChain}. */
export function verifyChain(bytes: Uint8Array): readonly string[] {
  return readChain(bytes).findings;
}

/** The rows of {@linkcode readChain}. */
export function chainRows(bytes: Uint8Array): readonly Row[] {
  return readChain(bytes).rows;
}
