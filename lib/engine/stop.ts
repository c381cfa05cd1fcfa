/**
 * The end of a run: told, journaled, with the next command to type.
 *
 * @module
 */

import { endOfBlock, endOfWait, sessionName } from "../session/gates.ts";
import { readNotebook } from "../session/notebook.ts";
import type { Interrupt } from "../system/host.ts";
import { firstLine } from "../workflow/first_line.ts";
import { isOutcome } from "../workflow/outcome.ts";
import { sumOf } from "../workflow/rows_sum.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { stopCode, type StopReason } from "../workflow/stop_reason.ts";
import type { Workflow } from "../workflow/table.ts";
import { type Engine, placed, tell } from "./engine.ts";
import { interruptReason, type StopReport } from "./input.ts";
import { notifyStop } from "./notices.ts";
import { sayKept } from "./say_kept.ts";

/** Why the loop ends. */
export interface Stop {
  readonly reason: StopReason;
  readonly text: string;
}

/** Why a run ends that was stopped from outside. */
export function interruptedStop(by: Interrupt): Stop {
  return { reason: interruptReason(by), text: "Stopped from outside" };
}

/** Ends the run. */
export async function stop(engine: Engine, why: Stop): Promise<StopReport> {
  const { store } = engine;
  const report = reportOf(engine, why);
  await notifyStop(engine, report);
  const trusted = store.state.attempt === null;
  const overview = readNotebook(store.paths).kind === "text"
    ? (await store.putFields()).overview
    : null;
  await store.appendTo(({ state, digest }) => ({
    kind: "run-stopped",
    reason: report.reason,
    code: report.code,
    text: report.text,
    next: report.next,
    overview: trusted ? overview : null,
    // What somebody else has written is left out of our state, and others do not know that.
    ...(store.forged === null
      ? {
        sum: sumOf(state, engine.input.run.version),
        ...(digest === null ? {} : { before: digest }),
      }
      : {}),
  }));
  sayKept(engine);
  if (report.reason === "done") sayWhere(engine);
  if (isOfAttempts(engine, report.reason)) {
    tell(engine, "look", {
      text: `look: samocode logs ${shellWord(sessionName(store))}${
        engine.input.place ?? ""
      }`,
    });
  }
  tell(engine, "stopped", {
    text: describeStop(report),
    // The decision said it already.
    detail: engine.memory.iterations > 0 &&
      ["waiting", "blocked", "done"].includes(report.reason),
    data: { ...report, next: placed(engine, report.next) },
  });
  return report;
}

/** Whether the provider's output tells why it ended so. */
function isOfAttempts(
  { store: { state } }: Engine,
  reason: StopReason,
): boolean {
  const open = state.open?.lastOutcome ?? null;
  if (reason === "failed") return open !== null && open.kind !== "success";
  return reason === "blocked" &&
    (isOutcome(state.blocked?.rule) || state.blocked?.rule === "no-signal");
}

/** Where the work is that is done. */
function sayWhere(engine: Engine): void {
  const { state } = engine.store;
  const { branch, workingDir } = state;
  const places = [
    ...(branch === null ? [] : [`branch ${branch}`]),
    ...(workingDir === null || engine.input.workingDirGone !== undefined
      ? []
      : [`${branch === null ? "folder" : "worktree"} ${workingDir}`]),
  ];
  if (places.length === 0) return;
  tell(engine, "place", {
    text: `The work: ${places.join(", ")}`,
    data: { branch, workingDir },
  });
}

/** What the run says about its end. */
export function reportOf(engine: Engine, why: Stop): StopReport {
  return {
    reason: why.reason,
    code: stopCode(why.reason),
    text: why.text,
    next: nextCommand(engine, why.reason),
  };
}

function nextCommand(
  { store, input }: Engine,
  reason: StopReason,
): string {
  const name = sessionName(store);
  const { waiting, blocked, takenOver } = store.state;
  const again = `samocode run ${shellWord(name)}`;
  switch (reason) {
    case "done":
      return `samocode report ${shellWord(name)}`;
    case "waiting":
      return waiting === null ? again : `${endOfWait(waiting, name)} --run`;
    case "blocked": {
      const phase = takenOver
        ? beforeEnd(input.workflow)
        : input.workflow.start;
      return blocked === null
        ? again
        : `${endOfBlock(blocked, { name, phase })} --run`;
    }
    default:
      return again;
  }
}

/** The last phase that leads to the end: what the predecessor had behind it, and nobody has any more, was there to look once more. */
function beforeEnd({ phases, start }: Workflow): string {
  const leads = Object.values(phases).filter(({ next }) =>
    next.some((name) => phases[name]?.final === true)
  );
  return leads.at(-1)?.name ?? start;
}

/** Words for the end of a run, one line. */
export function describeStop({ reason, text }: StopReport): string {
  const words = firstLine(text);
  if (words === "") return reason;
  // It says itself what was asked for.
  return reason === "requested" ? words : `${reason}: ${words}`;
}
