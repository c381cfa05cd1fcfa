/**
 * Reads from the session folder what decisions rest on.
 *
 * @module
 */

import { readNotebook } from "../session/notebook.ts";
import { type ActivePlan, readActivePlan } from "../session/plan_file.ts";
import { questionsOf } from "../session/questions_file.ts";
import type { CheckEvidence, Evidence } from "../workflow/evidence.ts";
import type { Engine, View } from "./engine.ts";

/** The active plan as it is now. */
export async function planOf({ store }: View): Promise<ActivePlan | null> {
  const notebook = readNotebook(store.paths);
  return await readActivePlan(
    store.paths,
    notebook.kind === "text" ? notebook.text : null,
  );
}

/** Questions and plan, with the results of checks where some were due. */
export async function readEvidence(
  engine: Engine,
  checks: CheckEvidence | null,
): Promise<Evidence> {
  const plan = await planOf(engine);
  return {
    questions: questionsOf(engine.store.paths),
    plan: plan === null ? null : {
      file: plan.file,
      hash: plan.hash,
      ticked: plan.plan.ticked,
      all: plan.plan.all,
    },
    checks,
  };
}
