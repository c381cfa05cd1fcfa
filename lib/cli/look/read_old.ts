/**
 * Reads a session of the predecessor, which has no journal.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../../errors.ts";
import { readNotebook } from "../../session/notebook.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { readPredecessor } from "../../session/takeover.ts";
import { foldRow } from "../../workflow/fold.ts";
import { emptyState, type SessionState } from "../../workflow/state.ts";
import type { Workflow } from "../../workflow/table.ts";

/** Tells what the predecessor left, as the state that a take-over would make of it. */
export async function readOld(
  paths: SessionPaths,
  { workflow, errors }: {
    readonly workflow: () => Promise<Workflow | string>;
    readonly errors: string[];
  },
): Promise<{ readonly state: SessionState; readonly damage: string | null }> {
  if (readNotebook(paths).kind === "missing") {
    const damage = "there is neither a journal nor an overview";
    errors.push(damage);
    return { state: emptyState, damage };
  }
  const table = await workflow();
  if (typeof table === "string") {
    errors.push(table);
    return { state: emptyState, damage: "its workflow cannot be read" };
  }
  const left = await readLeft(paths, table);
  if (left.kind === "problem") {
    errors.push(`${left.reason}: ${left.hint}`);
    return { state: emptyState, damage: left.reason };
  }
  errors.push(...left.notes);
  const row = {
    ...left.body,
    kind: "taken-over",
    seq: 0,
    time: "",
    prev: "",
    run: null,
    iteration: left.body.iterations,
    attempt: 0,
  } as const;
  const state = { ...foldRow(emptyState, row), time: null };
  return { state, damage: null };
}

async function readLeft(paths: SessionPaths, workflow: Workflow) {
  try {
    return await readPredecessor(paths, { workflow });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = `look at "${join(paths.folder, "_overview.md")}"`;
    return { kind: "problem", reason: error.message, hint } as const;
  }
}
