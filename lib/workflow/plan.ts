/**
 * The plan file: phases of the implementation, their tasks, and how far they are.
 *
 * @module
 */

import { type MarkdownLine, markdownLines } from "./markdown_lines.ts";
import { type PlanPhase, readPlanPhase } from "./plan_phase.ts";

/** What a plan file says; with problems, the rest is what could be made out. */
export interface Plan {
  readonly phases: readonly PlanPhase[];
  /** Ticked tasks of all phases. */
  readonly ticked: number;
  /** All tasks of all phases. */
  readonly all: number;
  /** What is wrong, with line numbers. */
  readonly problems: readonly string[];
}

const SECTION = /^##\s+Implementation Phases\s*$/i;
const OTHER_SECTION = /^##?\s/;
const HEADING = /^###\s/;
const PHASE = /^###\s+Phase\s+([A-Za-z0-9]+)\s*:\s*(\S.*)$/i;
const ALMOST_PHASE = /^###\s+Phase\b/i;

/**
 * Reads a plan; never throws.
 *
 * Only what stands under `## Implementation Phases` counts, and nothing in code blocks.
 *
 * @example
 * ```ts
 * import { parsePlan } from "./plan.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = parsePlan(
 *   "## Implementation Phases\n### Phase 1: Core\n- [x] a\n- [ ] b\n",
 * );
 * assertEquals([plan.ticked, plan.all, plan.problems], [1, 2, []]);
 * assertEquals(plan.phases[0]?.title, "Core");
 * ```
 */
export function parsePlan(text: string): Plan {
  const lines = markdownLines(text.replace(/^\uFEFF/, ""));
  const problems: string[] = [];
  const phases = splitPhases(lines, problems).map(({ label, title, body }) => {
    const read = readPlanPhase(body);
    problems.push(...read.problems);
    return { label, title, ...read.phase };
  });
  if (!lines.some((line) => !line.code && SECTION.test(line.text))) {
    problems.push('there is no section "## Implementation Phases"');
  } else if (phases.length === 0) {
    problems.push(
      '"## Implementation Phases" has no heading "### Phase LABEL: TITLE"',
    );
  }
  const tasks = phases.flatMap((phase) => phase.tasks);
  return {
    phases,
    ticked: tasks.filter(({ done }) => done).length,
    all: tasks.length,
    problems,
  };
}

/**
 * Picks the first phase with an open task; `null` when none is open.
 *
 * @example
 * ```ts
 * import { activePlanPhase, parsePlan } from "./plan.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = parsePlan(
 *   "## Implementation Phases\n### Phase 1: A\n- [x] a\n### Phase 2: B\n- [ ] b",
 * );
 * assertEquals(activePlanPhase(plan)?.label, "2");
 * ```
 */
export function activePlanPhase(plan: Plan): PlanPhase | null {
  return plan.phases.find(({ tasks }) => tasks.some(({ done }) => !done)) ??
    null;
}

/**
 * Makes the text whose hash stands for a plan: what an approval is bound to.
 *
 * Working through a plan ticks boxes, and editors change line endings; neither makes it another plan.
 *
 * @example
 * ```ts
 * import { planFingerprintText } from "./plan.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(planFingerprintText("- [x] a\r\n"), "- [ ] a\n");
 * ```
 */
export function planFingerprintText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/^([ \t]*[-*+][ \t]+)\[[xX]\]/gm, "$1[ ]");
}

interface RawPhase {
  readonly label: string;
  readonly title: string;
  readonly body: MarkdownLine[];
}

/** Groups the lines of the section by phase heading; any other heading of that level ends a phase. */
function splitPhases(
  lines: readonly MarkdownLine[],
  problems: string[],
): readonly RawPhase[] {
  const phases: RawPhase[] = [];
  const labels = new Set<string>();
  let inside = false;
  let phase: RawPhase | null = null;
  for (const line of lines) {
    const { text, number, code } = line;
    if (!code && OTHER_SECTION.test(text)) {
      inside = SECTION.test(text);
      phase = null;
    } else if (!code && inside && HEADING.test(text)) {
      const [, label, title] = text.match(PHASE) ?? [];
      phase = null;
      if (label !== undefined && title !== undefined) {
        if (labels.has(label)) {
          problems.push(`line ${number}: there are two phases "${label}"`);
        }
        labels.add(label);
        phase = { label, title: title.trimEnd(), body: [] };
        phases.push(phase);
      } else if (ALMOST_PHASE.test(text)) {
        problems.push(
          `line ${number}: the heading is not "Phase LABEL: TITLE"`,
        );
      }
    } else phase?.body.push(line);
  }
  return phases;
}
