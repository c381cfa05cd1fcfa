/**
 * Checking a journal as a whole.
 *
 * @module
 */

import type { Row } from "../workflow/row.ts";
import { chainStart, readLine } from "./chain.ts";

/**
 * Finds what is wrong with the chain of a journal.
 *
 * After a fault the check goes on from the line as it is, so that each fault is told once. Rows that are missing at
 * the end cannot be seen.
 *
 * @param bytes Contents of the journal.
 * @returns One finding each, with its line number; none when all is well.
 */
export function verifyChain(bytes: Uint8Array): readonly string[] {
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
    }
    end = reading.end;
    at = newline + 1;
  }
  return findings;
}

/** The rows of a journal, up to the first line that does not continue the chain. */
export function chainRows(bytes: Uint8Array): readonly Row[] {
  const rows: Row[] = [];
  let end = chainStart;
  let at = 0;
  let newline = bytes.indexOf(10);
  while (newline !== -1) {
    const reading = readLine(bytes.subarray(at, newline), end);
    if (reading.kind === "broken") break;
    rows.push(reading.row);
    end = reading.end;
    at = newline + 1;
    newline = bytes.indexOf(10, at);
  }
  return rows;
}
