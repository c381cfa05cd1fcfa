/**
 * The text of a plan as it was approved, kept beside the logs.
 *
 * @module
 */

import { join } from "@std/path";
import { makeFolder, readFile, sha256, writeAtomic } from "../system/files.ts";
import { inside } from "../system/scope.ts";
import { planFingerprintText } from "../workflow/plan.ts";
import type { SessionPaths } from "./paths.ts";
import type { ActivePlan } from "./plan_file.ts";

const MAX_PLAN_BYTES = 4 << 20;

/** Keeps the text of a plan that is approved now. */
export async function keepApprovedPlan(
  paths: SessionPaths,
  { text, hash }: Pick<ActivePlan, "text" | "hash">,
): Promise<void> {
  if (await readApprovedPlan(paths, hash) !== null) return;
  makeFolder(paths.logs, 0o700);
  writeAtomic(inside(paths.folder, placeOf(paths, hash)), text);
}

/** Text of the plan with a hash; `null` when it was not kept, or somebody changed it. */
export async function readApprovedPlan(
  paths: SessionPaths,
  hash: string,
): Promise<string | null> {
  const reading = readFile(placeOf(paths, hash), MAX_PLAN_BYTES);
  if (reading.kind !== "text") return null;
  const its = await sha256(planFingerprintText(reading.text));
  return its === hash ? reading.text : null;
}

function placeOf({ logs }: SessionPaths, hash: string): string {
  return join(logs, `approved-${hash.slice(0, 8)}.md`);
}
