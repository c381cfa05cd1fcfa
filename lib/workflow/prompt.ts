/**
 * What the provider gets to read.
 *
 * @module
 */

import { splitFrontMatter } from "./front_matter.ts";
import {
  type ActivePlanInfo,
  type InitialData,
  initialSection,
  labelled,
  type LastIteration,
  lastSection,
  messageSection,
  type PersonMessage,
  planSection,
  type RouteInfo,
  routeSection,
  section,
  type WorktreeInfo,
  worktreeSection,
} from "./prompt_sections.ts";
import type { Phase } from "./table.ts";
import { fileStamp, flowTag, type Moment, textStamp } from "./timestamps.ts";

/** Everything that a prompt says. */
export interface PromptInput {
  /** The workflow's master prompt. */
  readonly master: string;
  /** The skill of the phase; its front matter is left out. */
  readonly skill: string;
  readonly sessionPath: string;
  readonly workingDir: string;
  readonly phase: string;
  /** Counts from 1. */
  readonly iteration: number;
  readonly timeLimitMs: number;
  /** Which test run it is, where the phase wants to know. */
  readonly testingRun: "first" | "afterQuality" | null;
  readonly token: string;
  readonly moment: Moment;
  readonly worktree: WorktreeInfo;
  readonly route: RouteInfo;
  /** `null` where the phase does not work through a plan. */
  readonly plan: ActivePlanInfo | null;
  readonly last: LastIteration;
  readonly messages: readonly PersonMessage[];
  /** In the first iteration only. */
  readonly initial: InitialData | null;
}

/** What a prompt that only asks for the signal says. */
export interface SignalPromptInput {
  readonly token: string;
  readonly sessionPath: string;
  /** The present phase. */
  readonly allowed: Pick<Phase, "signals" | "next" | "waits">;
}

const TESTING_RUNS = {
  first: "1st (post-implementation)",
  afterQuality: "2nd (post-quality)",
} as const;

/**
 * Builds the prompt of an iteration.
 *
 * Texts of people, models and programs stand in fences, so that none of them can pass for a section.
 *
 * @throws {RangeError} when the iteration is below 1.
 *
 * @example
 * ```ts
 * import { buildPrompt } from "./prompt.ts";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const prompt = buildPrompt({
 *   master: "# One iteration",
 *   skill: "# Phase: planning",
 *   sessionPath: "/s/26-01-15-x",
 *   workingDir: "/w/26-01-15-x",
 *   phase: "planning",
 *   iteration: 4,
 *   timeLimitMs: 1_800_000,
 *   testingRun: null,
 *   token: "t1",
 *   moment: { atMs: 1_768_483_800_000, offsetMinutes: 60 },
 *   worktree: { baseRepo: "/r", base: "main", baseCommit: "1a2b3c4", worktree: "/w/x", branch: "x" },
 *   route: {
 *     provider: "claude",
 *     profile: "max",
 *     model: "opus",
 *     effort: null,
 *     source: "workflow",
 *   },
 *   plan: null,
 *   last: { refusal: null, cutOff: null },
 *   messages: [],
 *   initial: null,
 * });
 * assertStringIncludes(prompt, "**Time limit:** 1800s (30 min)\n");
 * ```
 */
export function buildPrompt(input: PromptInput): string {
  const { moment, iteration, phase } = input;
  const seconds = Math.floor(input.timeLimitMs / 1_000);
  const context = [
    "# Session Context",
    "",
    labelled("Session path", input.sessionPath),
    labelled("Working directory", input.workingDir),
    labelled("Phase", phase),
    labelled("Iteration", String(iteration)),
    labelled("Time limit", `${seconds}s (${Math.floor(seconds / 60)} min)`),
    ...(input.testingRun === null
      ? []
      : [labelled("Testing run", TESTING_RUNS[input.testingRun])]),
    labelled("Signal token", input.token),
  ];
  const parts = [
    input.master.trim(),
    splitFrontMatter(input.skill).body,
    context.join("\n"),
    section("Injected Timestamps", [
      labelled("TIMESTAMP_FILE", fileStamp(moment)),
      labelled("TIMESTAMP_LOG", textStamp(moment)),
      labelled("TIMESTAMP_ITERATION", flowTag(iteration, moment)),
    ]),
    worktreeSection(input.worktree),
    routeSection(input.route, phase),
    input.plan === null ? null : planSection(input.plan),
    lastSection(input.last),
    messageSection(input.messages),
    input.initial === null ? null : initialSection(input.initial),
  ];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}

/** Builds the one request of a repair turn: to write the signal that is missing. */
export function repairPrompt(
  input: SignalPromptInput & {
    /** What the host found instead of a signal. */
    readonly reason?: string;
  },
): string {
  const why = input.reason === undefined ? "" : ` (${input.reason})`;
  return request(
    `You ended without a usable signal${why}. Do no further work.`,
    input,
  );
}

/** Builds the last request after the time limit: to leave things sound and to write the signal. */
export function timeUpPrompt(input: SignalPromptInput): string {
  return request(
    "The time limit of this iteration is over. Begin nothing new. " +
      "Save what is sound, and note in `_overview.md` what is left to do.",
    input,
  );
}

function request(
  opening: string,
  { token, sessionPath, allowed }: SignalPromptInput,
): string {
  const example = JSON.stringify({
    status: allowed.signals[0] ?? "blocked",
    summary: "one line",
    token,
  });
  const ways = [
    `- status: ${allowed.signals.join(", ")}`,
    allowed.next.length === 0
      ? "- phase: leave it out"
      : `- phase: ${allowed.next.join(", ")}; leave it out to stay`,
    ...(allowed.waits.length === 0
      ? []
      : [`- for (with waiting): ${allowed.waits.join(", ")}`]),
    "- reason and needs (with blocked)",
  ];
  return [
    opening,
    "",
    `Write one JSON object to \`${sessionPath}/_signal.json\` now, with this token:`,
    "",
    example,
    "",
    "Allowed here:",
    "",
    ...ways,
    "",
    "Say what is true: if the work is not done, do not claim it. Then stop.",
    "",
  ].join("\n");
}
