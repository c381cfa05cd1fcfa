/**
 * Reading the overview, the notebook that the host shares with agents and people.
 *
 * @module
 */

import {
  type MarkdownLine,
  markdownLines,
} from "../workflow/markdown_lines.ts";
import {
  type FieldLine,
  fieldLines,
  type Section,
  sectionsNamed,
} from "./overview_lines.ts";

/** A file that the overview lists as a plan. */
export interface ListedPlan {
  readonly file: string;
  /** What is said about it; may be empty. */
  readonly text: string;
}

/** What an overview says; a field that is missing, empty or contradictory is `null`. */
export interface OverviewReading {
  readonly name: string | null;
  readonly started: string | null;
  readonly workingDir: string | null;
  /** Text under `## Task`. */
  readonly task: string | null;
  /** As written, in any letter case. */
  readonly phase: string | null;
  readonly iteration: number | null;
  readonly totalIterations: number | null;
  /** As written, in any letter case. */
  readonly blocked: string | null;
  readonly lastAction: string | null;
  readonly next: string | null;
  /** Lines of the flow log that begin with `- `, as they are. */
  readonly flow: readonly string[];
  readonly plans: readonly ListedPlan[];
  /** What is wrong, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Reads an overview; never throws.
 *
 * The fields of the status are looked for under `## Status` only, and the first of a name counts. Text elsewhere and
 * code blocks may contain anything.
 *
 * @example An empty field does not take the next line
 * ```ts
 * import { readOverview } from "./overview.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const read = readOverview("## Status\nPhase:\nIteration: 3\n");
 * assertEquals([read.phase, read.iteration], [null, 3]);
 * ```
 */
export function readOverview(text: string): OverviewReading {
  if (newest?.text !== text) newest = { text, reading: readWhole(text) };
  return newest.reading;
}

/** A run reads the same text many times before anybody changes it. */
let newest:
  | { readonly text: string; readonly reading: OverviewReading }
  | null = null;

function readWhole(text: string): OverviewReading {
  const lines = markdownLines(text);
  const problems: string[] = [];
  const section = (name: string) => {
    const found = sectionsNamed(lines, name);
    if (found.length > 1) {
      const at = found.map(({ heading }) => heading + 1).join(", ");
      problems.push(`"## ${name}" stands in lines ${at}: the first counts`);
    }
    return found[0] ?? null;
  };
  const top = fieldLines(lines, preamble(lines));
  const status = section("Status");
  if (status === null) problems.push('there is no "## Status"');
  const fields = status === null ? [] : fieldLines(lines, status);
  const host = (label: string) => {
    const value = textField(fields, label, problems);
    if (value === null && status !== null) {
      problems.push(`"${label}" is missing in "## Status"`);
    }
    return value;
  };
  const number = (label: string) => numberField(fields, label, problems);
  return {
    name: title(lines),
    started: textField(top, "Started", problems),
    workingDir: textField(top, "Working Dir", problems),
    task: taskText(lines, section("Task")),
    phase: host("Phase"),
    iteration: number("Iteration"),
    totalIterations: number("Total Iterations"),
    blocked: host("Blocked"),
    lastAction: textField(fields, "Last Action", problems),
    next: textField(fields, "Next", problems),
    flow: texts(lines, section("Flow Log"))
      .filter((line) => line.startsWith("- ")),
    plans: texts(lines, section("Plans")).flatMap(listedPlan),
    problems,
  };
}

function textField(
  fields: readonly FieldLine[],
  label: string,
  problems: string[],
): string | null {
  const values = valuesOf(fields, label);
  if (new Set(values).size > 1) {
    problems.push(`"${label}" stands more than once: the first counts`);
  }
  return values[0] || null;
}

function numberField(
  fields: readonly FieldLine[],
  label: string,
  problems: string[],
): number | null {
  const values = [...new Set(valuesOf(fields, label))];
  if (values.length > 1) {
    problems.push(`"${label}" contradicts itself: ${values.join(", ")}`);
    return null;
  }
  const value = values[0] || null;
  if (value === null) return null;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  problems.push(`"${label}" is no number: ${JSON.stringify(value)}`);
  return null;
}

function valuesOf(fields: readonly FieldLine[], label: string): string[] {
  const wanted = label.toLowerCase();
  return fields.filter((field) => field.label === wanted)
    .map((field) => field.value);
}

/** The lines before the first section. */
function preamble(lines: readonly MarkdownLine[]): Section {
  const first = lines.findIndex((line) =>
    !line.code && /^\uFEFF?##[ \t]/.test(line.text)
  );
  return { heading: -1, end: first === -1 ? lines.length : first };
}

function title(lines: readonly MarkdownLine[]): string | null {
  for (const { text } of lines.slice(0, preamble(lines).end)) {
    const name = text.match(/^\uFEFF?#[ \t]+Session:(.*)$/is)?.[1]?.trim();
    if (name) return name;
  }
  return null;
}

function taskText(
  lines: readonly MarkdownLine[],
  section: Section | null,
): string | null {
  if (section === null) return null;
  const text = lines.slice(section.heading + 1, section.end)
    .map((line) => line.text + line.ending).join("").trim();
  // A task that could be taken for parts of the overview was put into a code block.
  const body = text.match(/^(`{3,})text\r?\n(.*)\r?\n\1$/s)?.[2] ?? text;
  return body || null;
}

function texts(
  lines: readonly MarkdownLine[],
  section: Section | null,
): readonly string[] {
  if (section === null) return [];
  return lines.slice(section.heading + 1, section.end)
    .filter((line) => !line.code).map((line) => line.text);
}

function listedPlan(line: string): ListedPlan[] {
  const [, label, target, plain, text = ""] = line.match(
    /^[-*][ \t]+(?:\[([^\]]{1,300})\]\(([^)]{0,300})\)|`?([^\s`]{1,300}\.md)`?)(?:[:,]?[ \t]+(?:[-–—][ \t]+)?(.*))?$/is,
  ) ?? [];
  const file = plain ?? [label, target].find((name) => name?.endsWith(".md"));
  if (!file) return [];
  return [{ file: file.replace(/^\.\//, ""), text: text.trim() }];
}
