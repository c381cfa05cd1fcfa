/**
 * One phase of a plan: profile, files and tasks below its heading.
 *
 * @module
 */

import type { MarkdownLine } from "./markdown_lines.ts";

/** One line with a tick box. */
export interface PlanTask {
  readonly text: string;
  readonly done: boolean;
}

/** One `### Phase LABEL: TITLE` of a plan. */
export interface PlanPhase {
  /** Letters and digits, as written: `3a`. */
  readonly label: string;
  readonly title: string;
  /** Lower case; `null` when the phase names none. */
  readonly profile: string | null;
  /** Globs of the files that the phase is about; empty when it names none. */
  readonly files: readonly string[];
  readonly tasks: readonly PlanTask[];
}

/** What is a box here must be one for the fingerprint of a plan too. */
const TASK = /^[ \t]*[-*+][ \t]+\[([ xX])\]\s+(.*)$/;
const PROFILE_LABEL = /^\s*\*\*Profile:?\*\*/i;
const PROFILE = /^\*\*Profile:\*\*\s*`([A-Za-z0-9_-]+)`\s*$/i;
const FILES = /^\*\*Files:\*\*(.*)$/i;
const BULLET = /^\s*[-*+]\s+(.*)$/;

/**
 * Reads the lines below a phase's heading; `problems` begin with the line.
 *
 * @example
 * ```ts
 * import { markdownLines } from "./markdown_lines.ts";
 * import { readPlanPhase } from "./plan_phase.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { phase } = readPlanPhase(markdownLines("**Profile:** `max`\n- [ ] a"));
 * assertEquals(phase.profile, "max");
 * assertEquals(phase.tasks, [{ text: "a", done: false }]);
 * ```
 */
export function readPlanPhase(lines: readonly MarkdownLine[]): {
  readonly phase: Omit<PlanPhase, "label" | "title">;
  readonly problems: readonly string[];
} {
  let profile: string | null = null;
  const files: string[] = [];
  const tasks: PlanTask[] = [];
  const problems: string[] = [];
  let listing = false;
  const filled = lines.filter(({ text }) => text.trim() !== "");
  for (const [i, { text, number, code }] of filled.entries()) {
    const wasListing = listing;
    listing = false;
    if (code) continue;
    const task = text.match(TASK);
    const inline = text.match(FILES)?.[1]?.trim();
    const bullet = text.match(BULLET)?.[1];
    if (PROFILE_LABEL.test(text)) {
      const name = text.match(PROFILE)?.[1];
      if (name === undefined) {
        problems.push(
          `line ${number}: the profile is not one name in backticks`,
        );
      } else if (i > 0) {
        problems.push(
          `line ${number}: the profile is not the first line of its phase`,
        );
      } else profile = name.toLowerCase();
    } else if (inline !== undefined) {
      files.push(...globs(inline));
      listing = inline === "";
    } else if (task !== null) {
      tasks.push({ text: (task[2] ?? "").trim(), done: task[1] !== " " });
    } else if (wasListing && bullet !== undefined) {
      files.push(...globs(bullet));
      listing = true;
    }
  }
  return { phase: { profile, files, tasks }, problems };
}

/** Names in backticks; without any, the words between commas. */
function globs(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
  return (quoted.length > 0 ? quoted : text.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
