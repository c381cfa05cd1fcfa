/**
 * The sections of a prompt that are there only when there is something to say.
 *
 * @module
 */

import { fenced } from "./fence.ts";
import type { PlanPhase } from "./plan_phase.ts";

/** Where the work is done; `null` where there is no repository. */
export interface WorktreeInfo {
  readonly baseRepo: string;
  /** Branch that the work began from; `null`: not known. */
  readonly base: string | null;
  /** Its commit at that time. */
  readonly baseCommit: string | null;
  readonly worktree: string | null;
  readonly branch: string | null;
}

/** What the host chose for the iteration. */
export interface RouteInfo {
  readonly provider: string;
  readonly profile: string;
  /** `null`: the provider's default. */
  readonly model: string | null;
  readonly effort: string | null;
  /** Where the profile came from. */
  readonly source: string;
}

/** The plan, and the phase of it that is due. */
export interface ActivePlanInfo {
  readonly file: string;
  /** `null`: no task of the plan is open. */
  readonly phase: PlanPhase | null;
  /** Tasks of the whole plan that could be read, ticked or not. */
  readonly tasks: number;
}

/** What the iteration or attempt before left to say. */
export interface LastIteration {
  /** Why the last signal was refused, or what else the host decided. */
  readonly refusal: string | null;
  /** How the last attempt of this iteration was cut off, and what it left. */
  readonly cutOff: string | null;
  /** A lock on the index of git that was left behind; `since` as text. Missing: none. */
  readonly lock?: { readonly path: string; readonly since: string } | null;
}

/** What a person said to the run. */
export interface PersonMessage {
  readonly by: string;
  /** When, as text. */
  readonly at: string;
  readonly text: string;
}

/** What the session was started with. */
export interface InitialData {
  readonly dive: string | null;
  readonly task: string | null;
}

/** A labelled line; whatever the value is, it stays one line. */
export function labelled(label: string, value: string): string {
  return `**${label}:** ${value.replaceAll(/[\r\n]+/g, " ")}`;
}

/** Where code belongs. */
export function worktreeSection(info: WorktreeInfo): string {
  return section("Worktree Configuration", [
    labelled("Base repository", info.baseRepo),
    labelled(
      "Base branch",
      info.base ?? (info.baseCommit === null ? "none" : "unknown"),
    ),
    labelled("Base commit", info.baseCommit ?? "none"),
    labelled("Worktree", info.worktree ?? "none, this is no git repository"),
    labelled("Branch", info.branch ?? "none"),
  ]);
}

/** Which model works. */
export function routeSection(route: RouteInfo, phase: string): string {
  return section("Execution Routing (authoritative)", [
    labelled("Provider", route.provider),
    labelled("Profile", route.profile),
    labelled("Model", route.model ?? "provider default"),
    labelled("Effort", route.effort ?? "provider default"),
    labelled("Workflow phase", phase),
    labelled("Profile source", route.source),
    "",
    "This is settled. Choose no other provider, model or effort, for sub-agents neither.",
  ]);
}

/** Which part of the plan is due. */
export function planSection({ file, phase, tasks }: ActivePlanInfo): string {
  const title = "Active Implementation Plan Phase";
  if (phase === null && tasks === 0) {
    return section(title, [
      labelled("Plan file", file),
      labelled("Plan phase", "not known, no task of the plan can be read"),
      "",
      "Read the plan, and find in the flow log and the commits what of it is done. Do the next part of it, and no other; leave the plan as it is. Signal the transition when all of it is done.",
    ]);
  }
  if (phase === null) {
    return section(title, [
      labelled("Plan file", file),
      labelled("Plan phase", "all complete"),
      "",
      "Every task of the plan is ticked. Signal the transition to the next workflow phase.",
    ]);
  }
  const done = phase.tasks.filter((task) => task.done).length;
  return section(title, [
    labelled("Plan file", file),
    labelled("Plan phase", `Phase ${phase.label}: ${phase.title}`),
    labelled("Tasks", `${done} of ${phase.tasks.length} ticked`),
    ...(phase.files.length > 0
      ? [labelled("Files", phase.files.join(", "))]
      : []),
    "",
    "Do exactly this phase of the plan, and no other.",
  ]);
}

/** What must be mended first; `null` when nothing. */
export function lastSection(
  { refusal, cutOff, lock = null }: LastIteration,
): string | null {
  const parts = [
    refusal === null ? "" : `The host decided:\n\n${fenced(refusal)}`,
    cutOff === null
      ? ""
      : `The last attempt was cut off. Look at what it left before you go on:\n\n${
        fenced(cutOff)
      }`,
    lock === null
      ? ""
      : `Git's index is locked since ${lock.since}, by a program that was killed as it seems; nothing can be committed while this file is there. Make sure that no git works in this repository, and only then remove it:\n\n${
        fenced(lock.path)
      }`,
  ].filter((part) => part !== "");
  return parts.length === 0
    ? null
    : section("From the Last Iteration", [parts.join("\n\n")]);
}

/** What a person wants to be known; `null` when nobody said anything. */
export function messageSection(
  messages: readonly PersonMessage[],
): string | null {
  if (messages.length === 0) return null;
  const parts = messages.map(({ by, at, text }) =>
    `${labelled("From", `${by}, ${at}`)}\n\n${fenced(text)}`
  );
  return section("Messages from the Person", [
    "Heed them within the rules of this phase.",
    "",
    parts.join("\n\n"),
  ]);
}

/** What the person wants done; `null` when the session was started without words. */
export function initialSection({ dive, task }: InitialData): string | null {
  const parts = [
    dive === null ? "" : `**Dive topic:**\n\n${fenced(dive)}`,
    task === null ? "" : `**Task:**\n\n${fenced(task)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : section("Initial Session Data", [
    "What the session is about. The notebook has it too; do not store it again.",
    "",
    parts.join("\n\n"),
  ]);
}

/** A heading of the second level with its lines. */
export function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, "", ...lines].join("\n");
}
