/**
 * Gates that a run opens by itself, and the run that stays at those that only a person opens.
 *
 * @module
 */

import { acceptAnswers, answerQuestions } from "../session/answers.ts";
import { approvePlan } from "../session/approve.ts";
import { sessionName } from "../session/gates.ts";
import { RefusedError } from "../session/refused.ts";
import { shellWord } from "../workflow/shell_word.ts";
import { honourEdit } from "./edits.ts";
import { type Engine, momentOf, pause, placed, tell } from "./engine.ts";
import { notifyStop } from "./notices.ts";
import { describeStop, reportOf, type Stop } from "./stop.ts";

/** Opens what the run may open by itself, or what answers have opened. `true`: something was opened. */
export async function openWaiting(engine: Engine): Promise<boolean> {
  try {
    return await openByItself(engine);
  } catch (error) {
    // A person was faster, or only a person can tell.
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

async function openByItself(engine: Engine): Promise<boolean> {
  const { store, input } = engine;
  const waiting = store.state.waiting;
  if (waiting === null || store.state.attempt !== null) return false;
  const call = {
    workflow: input.workflow,
    moment: momentOf(engine),
    actor: { by: "samocode", channel: "auto" },
  };
  if (waiting.reason === "qa_answers") {
    const actor = { by: "person", channel: "edit" };
    if (await acceptAnswers(store, { ...call, actor })) {
      tell(engine, "gate", { text: "All questions are answered" });
      return true;
    }
    if (!input.acceptSuggestions) return false;
    await answerQuestions(store, {
      ...call,
      actor: { by: "samocode", channel: "auto-suggestions" },
      answers: {},
      acceptSuggestions: true,
    });
    tell(engine, "gate", {
      text: "Questions answered with the provider's suggestions",
    });
    return true;
  }
  if (waiting.reason === "plan_approval" && input.autoApprove) {
    await approvePlan(store, call);
    tell(engine, "gate", {
      level: "warn",
      text: "Plan approved automatically: nobody read this plan",
    });
    return true;
  }
  return false;
}

/** Waits until the session may go on, or the run was asked to stop. */
export async function stayUntilFreed(
  engine: Engine,
  stop: Stop,
): Promise<void> {
  const { store, host, clock, memory } = engine;
  const report = reportOf(engine, stop);
  tell(engine, "staying", {
    text: `${describeStop(report)} next: ${
      placed(engine, report.next) ?? "nothing"
    }`,
  });
  tell(engine, "stays", {
    text: `It waits here until then. Ctrl-C is safe: samocode run ${
      shellWord(sessionName(store))
    }${engine.input.place ?? ""} goes on later`,
  });
  await notifyStop(engine, report);
  const { overview } = await store.putFields();
  if (overview !== null && overview !== store.state.trusted) {
    await store.append({ kind: "overview-written", overview, settled: true });
  }
  const beganMs = clock.steady();
  while (host.interrupted() === null && !await freed(engine)) {
    await pause(engine, 250);
  }
  // Nobody works while a person thinks.
  memory.idleMs += clock.steady() - beganMs;
}

/** Whether the session may go on, or the run was asked to stop. */
async function freed(engine: Engine): Promise<boolean> {
  const { waiting, blocked, requests } = engine.store.state;
  return waiting === null && blocked === null ||
    requests.some((request) => request.verb === "stop") ||
    await openWaiting(engine) || await honourEdit(engine);
}
