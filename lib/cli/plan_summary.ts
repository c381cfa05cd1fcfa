/**
 * What a person sees of a plan before they approve it.
 *
 * @module
 */

import type { CheckConfig } from "../config/config.ts";
import type { ActivePlan } from "../session/plan_file.ts";
import { costText, counted } from "../workflow/amounts.ts";
import { oneLine } from "../workflow/one_line.ts";
import { printable } from "../workflow/printable.ts";
import type { SessionState } from "../workflow/state.ts";
import { durationText } from "../workflow/timestamps.ts";

/** Title, phases, checks and cost so far; one line each. */
export function planSummary(
  { text, file, hash, plan }: ActivePlan,
  { checks, state, tasks = false }: {
    readonly checks: readonly CheckConfig[];
    readonly state: SessionState;
    /** Whether the tasks of the phases are told, too. */
    readonly tasks?: boolean;
  },
): readonly string[] {
  const heading = text.match(/^#[ \t]+(.+)$/m)?.[1] ?? file;
  const title = heading.replace(/^plan:\s+/i, "");
  const { attempts, durationMs } = state.spending;
  return [
    `Plan:   ${title}`,
    `        ${file}, ${hash.slice(0, 12)}`,
    ...plan.phases.flatMap((phase) => [
      `        ${phase.label}. ${phase.title} (${
        counted(phase.tasks.length, "task")
      })`,
      ...(tasks ? phase.tasks.map(({ text }) => `           - ${text}`) : []),
    ]),
    ...plan.problems.map((problem) => `        problem: ${problem}`),
    ...(checks.length === 0
      ? [
        "Checks: none, so nothing verifies the work; uncomment CHECK_ lines in .samocode",
      ]
      : checks.map(({ name, command }, i) =>
        `${i === 0 ? "Checks:" : "       "} ${name}: ${command}`
      )),
    `So far: ${costText(state.spending)}, ${durationText(durationMs)} in ${
      counted(attempts, "attempt")
    }`,
  ].map(oneLineKept);
}

/** Texts come from models: nothing in them shall move the cursor. */
function oneLineKept(line: string): string {
  const indent = line.match(/^ */)![0];
  return indent + oneLine(printable(line));
}
