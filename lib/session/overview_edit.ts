/**
 * Changing the overview so that every other byte stays, and making a new one.
 *
 * @module
 */

import { fenced } from "../workflow/fence.ts";
import {
  type MarkdownLine,
  markdownLines,
} from "../workflow/markdown_lines.ts";
import type { OverviewFields } from "../workflow/rows/overview_rows.ts";
import {
  type FieldLine,
  fieldLines,
  type Section,
  sectionsNamed,
} from "./overview_lines.ts";

/** A change of the overview: host fields and one line of the flow log. */
export interface OverviewEdit {
  readonly fields?: OverviewFields;
  /** A whole line; `- ` is put before it where it is missing. */
  readonly flow?: string;
}

/** What a new overview says. */
export interface NewOverview {
  readonly name: string;
  /** `MM-DD HH:MM`. */
  readonly started: string;
  readonly workingDir: string;
  /** Text of the task, as long as it is; empty or `null` for none. */
  readonly task: string | null;
  readonly phase: string;
  readonly lastAction: string;
  readonly next: string;
}

/**
 * Sets fields of the status and appends one line to the flow log.
 *
 * Only the first field of a name under `## Status` is set; one that is missing goes to the end of the fields. Values
 * are made one line; nothing in them has a meaning. Sections that are missing are added.
 *
 * @example
 * ```ts
 * import { editOverview } from "./overview_edit.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   editOverview("## Status\r\nPhase:  a \r\n", { fields: { Phase: "b" } }),
 *   "## Status\r\nPhase:  b \r\n",
 * );
 * ```
 */
export function editOverview(
  text: string,
  { fields = {}, flow }: OverviewEdit,
): string {
  let lines = markdownLines(text);
  for (const [label, value] of Object.entries(fields)) {
    lines = setField(lines, label, oneLine(value));
  }
  if (flow !== undefined) {
    const line = oneLine(flow);
    lines = addFlow(lines, line.startsWith("- ") ? line : `- ${line}`);
  }
  return lines.map((line) => line.text + line.ending).join("");
}

/** Text of a new overview; its counters stand at 0. */
export function newOverview(input: NewOverview): string {
  const task = (input.task ?? "").trim();
  // Headings and fences of the task must not be taken for the overview's own.
  const body = /^ {0,3}(#|```|~~~)/m.test(task) ? fenced(task) : task;
  return [
    `# Session: ${oneLine(input.name)}`,
    `Started: ${oneLine(input.started)}`,
    `Working Dir: ${oneLine(input.workingDir)}`,
    "",
    ...(task === "" ? [] : ["## Task", body, ""]),
    "## Status",
    `Phase: ${oneLine(input.phase)}`,
    "Iteration: 0",
    "Total Iterations: 0",
    "Blocked: no",
    `Last Action: ${oneLine(input.lastAction)}`,
    `Next: ${oneLine(input.next)}`,
    "",
    "## Flow Log",
    "",
    "## Files",
    "",
    "## Plans",
    "",
  ].join("\n");
}

type Lines = readonly MarkdownLine[];

function setField(lines: Lines, label: string, value: string): Lines {
  const status = sectionsNamed(lines, "Status")[0];
  if (status === undefined) {
    const flow = sectionsNamed(lines, "Flow Log")[0];
    const section = ["## Status", `${label}: ${value}`];
    return flow === undefined
      ? addAtEnd(lines, section)
      : insert(lines, flow.heading, [...section, ""]);
  }
  const fields = fieldLines(lines, status);
  const field = fields.find((f) => f.label === label.toLowerCase());
  if (field === undefined) {
    const last = lastOfFirst(lines, fields) ?? status.heading;
    return insert(lines, last + 1, [`${label}: ${value}`.trimEnd()]);
  }
  if (field.value === value) return lines;
  const gap = field.value === "" ? " " : field.gap;
  const text = `${field.head}${gap}${value}${field.rest}`;
  return lines.with(field.index, { ...lines[field.index]!, text });
}

/** Index of the last field before a blank line. */
function lastOfFirst(
  lines: Lines,
  fields: readonly FieldLine[],
): number | undefined {
  let last = fields[0]?.index;
  for (const { index } of fields) {
    const between = lines.slice(last, index);
    if (between.some((line) => line.text.trim() === "")) break;
    last = index;
  }
  return last;
}

function addFlow(lines: Lines, entry: string): Lines {
  const flow = sectionsNamed(lines, "Flow Log")[0];
  if (flow !== undefined) {
    return insert(lines, afterLast(lines, flow), [entry]);
  }
  const status = sectionsNamed(lines, "Status")[0];
  const section = ["## Flow Log", entry];
  return status === undefined
    ? addAtEnd(lines, section)
    : insert(lines, afterLast(lines, status), ["", ...section]);
}

/** Index after the last line of a section that is not blank. */
function afterLast(
  lines: Lines,
  { heading, end }: Section,
): number {
  let at = end;
  while (at > heading + 1 && lines[at - 1]!.text.trim() === "") at--;
  return at;
}

function addAtEnd(lines: Lines, section: readonly string[]): Lines {
  const last = lines.at(-1);
  const gap = last === undefined || last.text.trim() === "" ? [] : [""];
  return insert(lines, lines.length, [...gap, ...section]);
}

/** The lines with others before index `at`, which get the line ending of their neighbour. */
function insert(lines: Lines, at: number, added: readonly string[]): Lines {
  const before = lines[at - 1];
  const usual = lines.find((line) => line.ending !== "")?.ending ?? "\n";
  const ending = before?.ending || usual;
  const open = before?.ending === "";
  const block = added.map((text, i) => ({
    number: at + i + 1,
    text,
    // Behind a last line without an ending, the last of the new lines has none either.
    ending: open && i === added.length - 1 ? "" : ending,
    code: false,
  }));
  const head = open
    ? [...lines.slice(0, at - 1), { ...before, ending }]
    : lines.slice(0, at);
  return [...head, ...block, ...lines.slice(at)];
}

function oneLine(value: string): string {
  return value.toWellFormed().replaceAll(/[\r\n\u2028\u2029]+/g, " ").trim();
}
