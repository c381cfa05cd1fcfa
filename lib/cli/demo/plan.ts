/**
 * The plan of the demo agent, and how a phase of it changes the program.
 *
 * @module
 */

import { activePlanPhase, parsePlan } from "../../workflow/plan.ts";
import {
  GREET,
  GREET_TEST,
  type Language,
  LANGUAGES,
  type Program,
} from "./program.ts";
import type { Choices } from "./questions.ts";

/** What a plan is about. */
export interface PlanTopic {
  readonly title: string;
  readonly task: string;
  readonly requirements: readonly string[];
  readonly phases: readonly DraftPhase[];
  /** Name of the plan that this one replaces. */
  readonly replaces: string | null;
}

/** A phase to be written into a plan. */
export interface DraftPhase {
  readonly title: string;
  readonly profile?: string;
  readonly files: readonly string[];
  readonly tasks: readonly string[];
}

/** The phases that lead on from a program; none when it can do everything. */
export function draftPhases(
  program: Program | "none",
  { byUser, language }: Choices,
): readonly DraftPhase[] {
  const files = [GREET, GREET_TEST];
  if (program === "none" || !program.helps || program.languages.length === 0) {
    const nobody = byUser ? "whoever is logged in" : "the world";
    return [
      {
        title: "Greet by name",
        files,
        tasks: [
          `\`${GREET}\` prints \`Hello, NAME!\`; without a name it greets ${nobody} (R1)`,
          `\`${GREET_TEST}\`: one line per case, exit code 1 when one fails (R4)`,
        ],
      },
      speaks(language),
      {
        title: "Explain the options",
        profile: "light",
        files,
        tasks: ["`--help` prints the usage and ends with exit code 0 (R3)"],
      },
    ];
  }
  const next = LANGUAGES.find(({ code }) => !program.languages.includes(code));
  return next === undefined ? [] : [speaks(next)];
}

function speaks({ code, name, hello }: Language): DraftPhase {
  return {
    title: `Greet in ${name}`,
    files: [GREET, GREET_TEST],
    tasks: [
      `\`--lang ${code}\` greets with \`${hello}\`; without it English stays (R2)`,
      "A case for it in the tests (R4)",
    ],
  };
}

/** The program after a phase, or `null` when the title is not one of ours. */
export function advance(
  program: Program | "none",
  { title, choices }: { readonly title: string; readonly choices: Choices },
): Program | null {
  const before: Program = program === "none"
    ? { languages: [], byUser: choices.byUser, strict: false, helps: false }
    : program;
  if (title === "Greet by name") return before;
  if (title === "Explain the options") {
    return { ...before, helps: true };
  }
  const language = LANGUAGES.find(({ name }) => title === `Greet in ${name}`);
  if (language === undefined) return null;
  const languages = [...new Set([...before.languages, language.code])];
  return { ...before, languages };
}

/** The text of a plan file. */
export function planText(topic: PlanTopic): string {
  const replaces = topic.replaces === null ? [] : [
    "",
    `Replaces ${topic.replaces}. The demo is a script and cannot follow a comment; a model would.`,
  ];
  return [
    `# Plan: ${topic.title}`,
    "",
    "## Task",
    topic.task,
    ...replaces,
    "",
    "## Requirements",
    ...topic.requirements.map((requirement) => `- ${requirement}`),
    "",
    "## Implementation Phases",
    ...topic.phases.flatMap(({ title, profile, files, tasks }, i) => [
      "",
      `### Phase ${i + 1}: ${title}`,
      ...(profile === undefined ? [] : [`**Profile:** \`${profile}\``]),
      `**Files:** ${files.map((file) => `\`${file}\``).join(", ")}`,
      ...tasks.map((task) => `- [ ] ${task}`),
    ]),
    "",
    "## Verification",
    `- \`sh ${GREET_TEST}\`: only lines that begin with "ok", exit code 0`,
    `- \`sh ${GREET} Ada\`: prints "Hello, Ada!"`,
    "",
  ].join("\n");
}

/** A plan with the boxes of its active phase ticked; `null` when none is open. */
export function tickActive(text: string): string | null {
  const active = activePlanPhase(parsePlan(text));
  if (active === null) return null;
  const heading = new RegExp(`^### Phase ${active.label}\\s*:`, "i");
  let inside = false;
  return text.split("\n").map((line) => {
    if (/^##/.test(line)) inside = heading.test(line);
    return inside ? line.replace(/^(\s*[-*+] )\[ \]/, "$1[x]") : line;
  }).join("\n");
}
