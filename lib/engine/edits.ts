/**
 * Honours what a person changed in the overview, and puts back what nobody may change.
 *
 * @module
 */

import { approvePlan } from "../session/approve.ts";
import { readNotebook } from "../session/notebook.ts";
import { readOverview } from "../session/overview.ts";
import { readActivePlan } from "../session/plan_file.ts";
import { RefusedError } from "../session/refused.ts";
import { sha256 } from "../system/files.ts";
import { type EditVerdict, judgeEdit } from "../workflow/person_edit.ts";
import type { NewRow } from "../workflow/row.ts";
import { type Engine, momentOf, tell } from "./engine.ts";

const actor = { by: "person", channel: "edit" } as const;

/** Looks at the overview while no attempt runs. `true`: the session may go on because of it. */
export async function honourEdit(engine: Engine): Promise<boolean> {
  const { store, input } = engine;
  const notebook = readNotebook(store.paths);
  if (notebook.kind !== "text") return false;
  const verdict = await verdictOf(engine, notebook.text);
  switch (verdict.kind) {
    case "none":
      return false;
    case "openGate":
      try {
        await approvePlan(store, {
          workflow: input.workflow,
          moment: momentOf(engine),
          actor,
        });
      } catch (error) {
        // A subcommand was faster: what it wrote looked like an edit.
        if (error instanceof RefusedError) return false;
        throw error;
      }
      tell(engine, "gate", { text: "Plan approved by editing the overview" });
      return true;
    case "edit":
      return await takeEdit(engine);
    case "putBack":
      await restoreFields(engine, { reason: verdict.reason });
      return false;
  }
}

/**
 * Sets the host's fields as the journal says; what stood there instead is journaled and said.
 *
 * @param options.rows Journaled first.
 */
export async function restoreFields(
  engine: Engine,
  { reason = null, rows = [] }: {
    readonly reason?: string | null;
    readonly rows?: readonly NewRow[];
  } = {},
): Promise<void> {
  const { store } = engine;
  const { differences } = await store.putFields(rows);
  if (differences.length === 0) return;
  await store.append({ kind: "fields-restored", fields: differences });
  tell(engine, "fields", {
    level: "warn",
    text: `Put back in the overview: ${
      differences.map(({ name, found, put }) =>
        `${name} (${found ?? "missing"} → ${put})`
      ).join(", ")
    }${reason === null ? "" : `; ${reason}`}`,
  });
}

/** Judged once more under the session lock: a subcommand may be what changed the overview. */
async function takeEdit(engine: Engine): Promise<boolean> {
  const { store } = engine;
  const row = await store.commit(async ({ overview }) => {
    if (overview === null) return null;
    const verdict = await verdictOf(engine, overview);
    if (verdict.kind !== "edit") return null;
    return {
      row: {
        kind: "person-edit",
        ...actor,
        overview: await sha256(overview),
        phase: verdict.phase,
        unblocked: verdict.unblocked,
      },
    };
  });
  if (row?.kind !== "person-edit") return false;
  await store.putFields();
  tell(engine, "edit", {
    text: row.phase === null
      ? "A person took the block away"
      : `A person chose the phase ${row.phase}`,
  });
  return true;
}

async function verdictOf(
  { store, input }: Engine,
  text: string,
): Promise<EditVerdict> {
  const { phase, blocked } = readOverview(text);
  const plan = await readActivePlan(store.paths, text);
  return judgeEdit(store.state, {
    workflow: input.workflow,
    edited: {
      hash: await sha256(text),
      phase,
      blocked,
      planHash: plan?.hash ?? null,
    },
  });
}
