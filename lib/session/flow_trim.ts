/**
 * Keeps the flow log of the overview short: agents read all of it before every iteration.
 *
 * @module
 */

import {
  type MarkdownLine,
  markdownLines,
} from "../workflow/markdown_lines.ts";
import { type Section, sectionsNamed } from "./overview_lines.ts";

/** Entries at which the older ones are taken out, and how many stay then: not every iteration takes one out. */
const MOST = 150;
const KEPT = 100;

/** Name of the file that gets them. */
export const OLDER_FLOW = "_flow_log.md";

const POINTER = `The entries before these are in ${OLDER_FLOW}.`;

/** An overview without its older entries. */
export interface FlowTrim {
  readonly text: string;
  /** What was taken out, whole lines; empty: nothing. */
  readonly moved: string;
}

/**
 * Takes the older entries out of the flow log where it has more than 150: the newest 100 stay, and a line that says where the others are.
 *
 * What belongs to an entry, such as lines below it, goes with it; every other byte stays.
 *
 * @example
 * ```ts
 * import { trimFlow } from "./flow_trim.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const entries = Array.from({ length: 151 }, (_, i) => `- [${i}] a\n`);
 * const { text, moved } = trimFlow(`## Flow Log\n${entries.join("")}`);
 * assertEquals(moved, entries.slice(0, 51).join(""));
 * assertEquals(text.split("\n").length, 104);
 * ```
 */
export function trimFlow(text: string): FlowTrim {
  // Nearly always: no look at its lines is needed then.
  if (text.split("\n- ", MOST + 2).length <= MOST + 1) {
    return { text, moved: "" };
  }
  const lines = markdownLines(text);
  const section = sectionsNamed(lines, "Flow Log")[0];
  if (section === undefined) return { text, moved: "" };
  const entries = entriesIn(lines, section);
  if (entries.length <= MOST) return { text, moved: "" };
  const [first, cut] = [entries[0]!, entries.at(-KEPT)!];
  const part = (from: number, to?: number) => joined(lines.slice(from, to));
  const told = lines.slice(section.heading + 1, first)
    .some((line) => line.text.trim() === POINTER);
  const { ending } = lines[section.heading]!;
  const pointer = told ? "" : `${POINTER}${ending}${ending}`;
  return {
    text: part(0, first) + pointer + part(cut),
    moved: part(first, cut),
  };
}

/** The overview with entries that were taken out of it before the first that it has. */
export function untrimmed(text: string, older: string): string {
  const lines = markdownLines(text);
  const section = sectionsNamed(lines, "Flow Log")[0];
  if (section === undefined) return text;
  const first = entriesIn(lines, section)[0] ?? section.end;
  return joined(lines.slice(0, first)) + older + joined(lines.slice(first));
}

/** Indices of the lines that begin an entry. */
function entriesIn(
  lines: readonly MarkdownLine[],
  { heading, end }: Section,
): readonly number[] {
  const entries: number[] = [];
  for (let at = heading + 1; at < end; at++) {
    const line = lines[at]!;
    if (!line.code && line.text.startsWith("- ")) entries.push(at);
  }
  return entries;
}

function joined(lines: readonly MarkdownLine[]): string {
  return lines.map((line) => line.text + line.ending).join("");
}
