/**
 * Honours what a person changed in the overview, and puts back what nobody may change.
 *
 * @module
 */

import { approvePlan } from "../session/gates.ts";
import { readNotebook } from "../session/notebook.ts";
import { readOverview } from "../session/overview.ts";
import { judgeEdit } from "../workflow/person_edit.ts";
import { type Engine, momentOf, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";

const actor = { by: "person", channel: "edit" } as const;

/** Looks at the overview while no attempt runs. `true`: the session may go on because of it. */
export async function honourEdit(engine: Engine): Promise<boolean> {
  const { store, input } = engine;
  const notebook = readNotebook(store.paths);
  if (notebook.kind !== "text") return false;
  const reading = readOverview(notebook.text);
  const verdict = judgeEdit(store.state, {
    workflow: input.workflow,
    edited: {
      hash: notebook.hash,
      phase: reading.phase,
      blocked: reading.blocked,
      planHash: (await planOf(engine))?.hash ?? null,
    },
  });
  switch (verdict.kind) {
    case "none":
      return false;
    case "openGate":
      await approvePlan(store, {
        workflow: input.workflow,
        moment: momentOf(engine),
        actor,
      });
      tell(engine, "gate", { text: "Plan approved by editing the overview" });
      return true;
    case "edit":
      await store.append({
        kind: "person-edit",
        ...actor,
        overview: notebook.hash,
        phase: verdict.phase,
        unblocked: verdict.unblocked,
      });
      await store.putFields();
      tell(engine, "edit", {
        text: verdict.phase === null
          ? "A person took the block away"
          : `A person chose the phase ${verdict.phase}`,
      });
      return true;
    case "putBack": {
      const { differences } = await store.putFields();
      if (differences.length === 0) return false;
      await store.append({ kind: "fields-restored", fields: differences });
      tell(engine, "fields", {
        level: "warn",
        text: `Put back in the overview: ${
          differences.map((d) => `${d.name} (${d.found ?? "missing"})`)
            .join(", ")
        }${verdict.reason === null ? "" : `; ${verdict.reason}`}`,
      });
      return false;
    }
  }
}
