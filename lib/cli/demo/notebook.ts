/**
 * How an agent changes the notebook: single lines of `_overview.md`, and never one of the host's.
 *
 * @module
 */

import { editOverview } from "../../session/overview_edit.ts";
import { sectionsNamed } from "../../session/overview_lines.ts";
import { markdownLines } from "../../workflow/markdown_lines.ts";

/** What is to be noted. */
export interface Notes {
  readonly lastAction: string;
  readonly next: string;
  /** A line of the flow log. */
  readonly flow: string;
  /** Entries of `## Files`, without the dash; files that are listed already are left out. */
  readonly files: readonly string[];
  /** Entries of `## Plans`, likewise. */
  readonly plans: readonly string[];
}

/**
 * Writes notes into the text of a notebook; every other byte stays.
 *
 * @example
 * ```ts
 * import { takeNotes } from "./notebook.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const notes = { lastAction: "a", next: "b", flow: "c", plans: [] };
 * assertEquals(
 *   takeNotes("## Status\nNext: x\n\n## Files\n", { ...notes, files: ["d.md"] }),
 *   "## Status\nNext: b\nLast Action: a\n\n## Flow Log\n- c\n\n## Files\n- d.md\n",
 * );
 * ```
 */
export function takeNotes(text: string, notes: Notes): string {
  const { lastAction, next, flow, files, plans } = notes;
  const edited = editOverview(text, {
    fields: { "Last Action": lastAction, "Next": next },
    flow,
  });
  const listed = files.reduce(
    (text, entry) => list(text, "Files", entry),
    edited,
  );
  return plans.reduce((text, entry) => list(text, "Plans", entry), listed);
}

/** Adds an entry at the end of a list; makes the section if need be. */
function list(text: string, heading: string, entry: string): string {
  const lines = markdownLines(text);
  const section = sectionsNamed(lines, heading)[0];
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  if (section === undefined) {
    const gap = text === "" || text.endsWith("\n")
      ? newline
      : newline + newline;
    return `${text}${gap}## ${heading}${newline}- ${entry}${newline}`;
  }
  const name = entry.split(" ")[0];
  const inside = lines.slice(section.heading + 1, section.end);
  if (inside.some((line) => line.text.split(" ")[1] === name)) return text;
  const last = inside.findLastIndex((line) => line.text.trim() !== "");
  const at = section.heading + 2 + last;
  const [before = "", after = ""] = [lines.slice(0, at), lines.slice(at)]
    .map((part) => part.map((line) => line.text + line.ending).join(""));
  const gap = before.endsWith("\n") ? "" : newline;
  return `${before}${gap}- ${entry}${newline}${after}`;
}
