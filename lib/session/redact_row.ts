/**
 * Takes secrets out of the free texts of a row, and of the change that it announces.
 *
 * Names, paths, ids and hashes stay as they are: a branch that looks like a key must still be found.
 *
 * @module
 */

import type { NewRow } from "../workflow/row.ts";
import type { OverviewEdit } from "./overview_edit.ts";

/** Fields that hold what people, models and programs wrote. */
const FREE_TEXTS: ReadonlySet<string> = new Set([
  "command",
  "denials",
  "dive",
  "failed",
  "failure",
  "flow",
  "found",
  "Last Action",
  "login",
  "message",
  "needs",
  "Next",
  "note",
  "nudge",
  "reason",
  "summary",
  "task",
  "text",
  "window",
]);

/** The same row with its free texts passed through `redact`. */
export function redactRow(
  row: NewRow,
  redact: (text: string) => string,
): NewRow {
  return redactValue(row, { name: "", redact }) as NewRow;
}

/** The same change of the overview; fields of the host hold no free text. */
export function redactEdit(
  edit: OverviewEdit,
  redact: (text: string) => string,
): OverviewEdit {
  return redactValue(edit, { name: "", redact }) as OverviewEdit;
}

function redactValue(
  value: unknown,
  { name, redact }: {
    readonly name: string;
    readonly redact: (text: string) => string;
  },
): unknown {
  if (typeof value === "string") {
    return FREE_TEXTS.has(name) ? redact(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((inner) => redactValue(inner, { name, redact }));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      redactValue(inner, { name: key, redact }),
    ]),
  );
}
