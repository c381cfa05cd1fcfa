/**
 * The parts of an overview: its lines, its sections, and the fields in them.
 *
 * @module
 */

import type { MarkdownLine } from "../workflow/markdown_lines.ts";

const LABEL = /^[ \t]{0,3}([A-Za-z][\w \t-]{0,60}):/;
const MAX_HEADING = 200;

/** A section: the lines from its heading to the next heading of its rank or above. */
export interface Section {
  /** Index of the line of its heading. */
  readonly heading: number;
  /** Index after its last line. */
  readonly end: number;
}

/** A line `Label: value`. */
export interface FieldLine {
  /** Index of the line. */
  readonly index: number;
  /** In lower case. */
  readonly label: string;
  /** The line up to the colon, as it is. */
  readonly head: string;
  /** White space between the colon and the value. */
  readonly gap: string;
  readonly value: string;
  /** White space after the value. */
  readonly rest: string;
}

/** All sections with a name, in any letter case; headings in code blocks are none. */
export function sectionsNamed(
  lines: readonly MarkdownLine[],
  name: string,
): readonly Section[] {
  const wanted = name.toLowerCase();
  return lines.flatMap((line, heading) => {
    if (headingName(line) !== wanted) return [];
    let end = heading + 1;
    while (end < lines.length && !isHeading(lines[end]!)) end++;
    return [{ heading, end }];
  });
}

/** Whether a line begins a section, or the document. */
function isHeading(line: MarkdownLine): boolean {
  return mayBeHeading(line) && /^\uFEFF?##?[ \t]/.test(line.text);
}

/** Nearly no line may, and an overview can have very many. */
function mayBeHeading({ code, text }: MarkdownLine): boolean {
  return !code && (text.startsWith("#") || text.startsWith("\uFEFF#"));
}

/** The fields in some lines, in their order. */
export function fieldLines(
  lines: readonly MarkdownLine[],
  { heading, end }: Section,
): readonly FieldLine[] {
  return lines.slice(heading + 1, end).flatMap((line, i) => {
    const field = line.code ? null : readField(line.text);
    return field === null ? [] : [{ ...field, index: heading + 1 + i }];
  });
}

function readField(text: string): Omit<FieldLine, "index"> | null {
  const [head, label = ""] = text.match(LABEL) ?? [];
  if (head === undefined) return null;
  const after = text.slice(head.length);
  const value = after.trim();
  const gap = after.slice(0, after.length - after.trimStart().length);
  return {
    label: label.trim().toLowerCase(),
    head,
    gap,
    value,
    rest: value === "" ? "" : after.slice(gap.length + value.length),
  };
}

function headingName(line: MarkdownLine): string | null {
  if (!mayBeHeading(line) || line.text.length > MAX_HEADING) return null;
  const name = line.text.match(/^\uFEFF?##[ \t]+(.*)$/s)?.[1];
  return name?.trim().replace(/[ \t]+#+$/, "").toLowerCase() ?? null;
}
