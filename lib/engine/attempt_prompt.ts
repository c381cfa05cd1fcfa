/**
 * Gathers what the prompt of an attempt says.
 *
 * @module
 */

import { join } from "@std/path";
import { adapterFor } from "../provider/adapters.ts";
import { readNotebook } from "../session/notebook.ts";
import { readOverview } from "../session/overview.ts";
import { readFile } from "../system/files.ts";
import { activePlanPhase } from "../workflow/plan.ts";
import { buildPrompt, repairPrompt, timeUpPrompt } from "../workflow/prompt.ts";
import type { IndexLock } from "../system/host.ts";
import type { AttemptType } from "../workflow/rows/attempt_rows.ts";
import { textStamp } from "../workflow/timestamps.ts";
import { momentOf, type View } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import type { Route } from "./routing.ts";

const MAX_INSTRUCTION_BYTES = 256 << 10;

/** Builds the prompt of the next attempt. */
export async function attemptPrompt(
  engine: View,
  { type, route, token, timeoutMs, lock = null }: {
    readonly type: AttemptType;
    readonly route: Route;
    readonly token: string;
    readonly timeoutMs: number;
    /** On the index of git, left by an earlier attempt. */
    readonly lock?: IndexLock | null;
  },
): Promise<string> {
  const { store, input } = engine;
  const { state, paths } = store;
  const phase = input.workflow.phases[state.phase!]!;
  const asked = { token, sessionPath: paths.folder, allowed: phase };
  if (type === "timeUp") return timeUpPrompt(asked);
  if (type === "repair") {
    const reading = state.open?.reading;
    return repairPrompt({
      ...asked,
      ...(reading && reading.kind !== "valid"
        ? { reason: reading.reason }
        : {}),
    });
  }
  const plan = phase.context.includes("plan_phase")
    ? await planOf(engine)
    : null;
  return buildPrompt({
    master: input.workflow.prompt + instructions(engine, route),
    skill: input.skills[phase.skill] ?? "",
    sessionPath: paths.folder,
    workingDir: state.workingDir!,
    phase: phase.name,
    iteration: state.iteration,
    timeLimitMs: timeoutMs,
    testingRun: !phase.context.includes("run_label")
      ? null
      : state.cameFrom === "quality"
      ? "afterQuality"
      : "first",
    token,
    moment: momentOf(engine),
    worktree: {
      baseRepo: input.mainRepo,
      base: state.baseName,
      baseCommit: state.base,
      worktree: state.branch === null ? null : state.workingDir,
      branch: state.branch,
    },
    route: {
      provider: route.provider.name,
      profile: route.profile,
      model: route.model,
      effort: route.effort,
      source: route.source,
    },
    plan: plan === null ? null : {
      file: plan.file,
      phase: activePlanPhase(plan.plan),
      tasks: plan.plan.all,
    },
    last: {
      refusal: state.note,
      cutOff: cutOff(engine),
      lock: lock === null ? null : {
        path: lock.path,
        since: textStamp({ ...momentOf(engine), atMs: lock.sinceMs }),
      },
    },
    messages: [
      ...state.open?.said ?? [],
      ...state.requests.filter((r) => r.verb === "say"),
    ].map((r) => ({
      by: r.by,
      at: r.time,
      text: r.text,
    })),
    initial: state.iteration === 1 ? initialData(engine) : null,
  });
}

/** How the attempt before ended, and what it left. */
function cutOff({ store }: View): string | null {
  const open = store.state.open;
  if (open === null || open.attempts === 0) return null;
  const lines = [
    `An earlier attempt of this iteration did not finish${
      open.trouble === null ? "" : `: ${open.trouble}`
    }.`,
    "What it did is still in the working directory and in the session folder: look before you work.",
  ];
  if (open.kept !== null) {
    lines.push(`Its uncommitted changes are also kept as ${open.kept}.`);
  }
  return lines.join("\n");
}

/** The task as the overview has it: the journal's copy may have lost a secret. */
function initialData({ store }: View) {
  const { dive, task } = store.state;
  const notebook = readNotebook(store.paths);
  const written = notebook.kind === "text"
    ? readOverview(notebook.text).task ?? task
    : task;
  return dive === null && written === null ? null : { dive, task: written };
}

/** The repository's own instructions that the program does not read by itself. */
function instructions(engine: View, route: Route): string {
  const names = adapterFor(route.provider)?.unreadInstructions ?? [];
  return names.map((name) => {
    const reading = readFile(
      join(engine.store.state.workingDir!, name),
      MAX_INSTRUCTION_BYTES,
    );
    return reading.kind === "text"
      ? `\n\n# The Repository's Instructions (${name})\n\n${reading.text.trim()}`
      : "";
  }).join("");
}
