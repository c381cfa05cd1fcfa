/**
 * The money of a run: what is left of it, when the person is told, and when it is used up.
 *
 * @module
 */

import { budgetStand, budgetText } from "../workflow/budget.ts";
import { type Engine, tell } from "./engine.ts";
import { notify } from "./notices.ts";

/** What a program may be given as its own limit, in US dollars; `null`: the run has none. */
export function moneyLeft(engine: Engine): number | null {
  const { maxUsd } = engine.input.limits;
  if (maxUsd === null) return null;
  return Math.max(0.01, Number((maxUsd - spentUsd(engine)).toFixed(2)));
}

/** Why the run may start no further attempt; `null`: it may. */
export function moneyUsedUp(engine: Engine): string | null {
  const { maxUsd } = engine.input.limits;
  if (maxUsd === null) return null;
  const spent = spentUsd(engine);
  // The program was given what was left, and stopped there.
  const stopped = engine.store.state.open?.lastOutcome?.kind === "budgetLimit";
  return stopped || budgetStand(spent, maxUsd) === "used up"
    ? budgetText(spent, maxUsd)
    : null;
}

/** Tells once in a run that most of its money is spent; a run that stops for it tells that instead. */
export async function tellMoney(engine: Engine): Promise<void> {
  const { input, memory } = engine;
  const { maxUsd } = input.limits;
  const spent = spentUsd(engine);
  if (maxUsd === null || memory.said.has("budget")) return;
  if (budgetStand(spent, maxUsd) !== "low") return;
  memory.said.add("budget");
  const text = budgetText(spent, maxUsd);
  tell(engine, "budget", { level: "warn", text });
  await notify(engine, { about: "budget", text });
}

function spentUsd({ store }: Engine): number {
  return store.state.run?.spending.costUsd ?? 0;
}
