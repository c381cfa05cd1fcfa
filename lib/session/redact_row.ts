/**
 * Takes secrets out of every text of a row.
 *
 * @module
 */

import type { NewRow } from "../workflow/row.ts";

/** The same row with each string passed through `redact`. */
export function redactRow(
  row: NewRow,
  redact: (text: string) => string,
): NewRow {
  return redactValue(row, redact) as NewRow;
}

function redactValue(
  value: unknown,
  redact: (text: string) => string,
): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((v) => redactValue(v, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      redactValue(inner, redact),
    ]),
  );
}
