/**
 * Waiting for a usage limit, as a test sees it.
 *
 * @module
 */

import { join } from "@std/path";
import type { Project } from "../e2e/harness.ts";
import type { RowKind } from "../../lib/workflow/row.ts";
import { eventually } from "./wait.ts";

/** A notice command that keeps every notice as a line. */
export function noting({ dir }: Project): Readonly<Record<string, string>> {
  return { SAMOCODE_NOTIFY: `(cat; echo) >>${join(dir, "notices")}` };
}

/** The notices so far. */
export async function noticesOf({ dir }: Project): Promise<readonly string[]> {
  const text = await Deno.readTextFile(join(dir, "notices"));
  return text.split("\n").filter((line) => line !== "");
}

/** Waits for a row of the journal. */
export async function untilRow(project: Project, kind: RowKind): Promise<void> {
  await eventually(() => hasRow(project, kind));
}

function hasRow(project: Project, kind: RowKind): boolean {
  try {
    return project.session().rowsOf(kind).length > 0;
  } catch (error) {
    // It is not there yet, or its last line is being written.
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
