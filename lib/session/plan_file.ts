/**
 * The active plan of a session: the last file that the overview lists under `## Plans`.
 *
 * @module
 */

import { join } from "@std/path";
import { readFile, sha256 } from "../system/files.ts";
import { inside } from "../system/scope.ts";
import { parsePlan, type Plan, planFingerprintText } from "../workflow/plan.ts";
import { readOverview } from "./overview.ts";
import type { SessionPaths } from "./paths.ts";

const MAX_PLAN_BYTES = 4 << 20;

/** A plan that is there. */
export interface ActivePlan {
  /** File name as the overview lists it. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  /** sha256 of its text with line ends as LF and boxes open: what an approval is bound to. */
  readonly hash: string;
  readonly plan: Plan;
}

/** Reads the active plan; `null` when none is listed, or the listed one is no file of the session folder. */
export async function readActivePlan(
  paths: SessionPaths,
  overview: string | null,
): Promise<ActivePlan | null> {
  const listed = overview === null ? undefined : readOverview(overview).plans;
  const file = listed?.at(-1)?.file;
  if (file === undefined || /[/\0]/.test(file) || file.startsWith(".")) {
    return null;
  }
  const path = join(paths.folder, file);
  const reading = readFile(path, MAX_PLAN_BYTES);
  if (reading.kind !== "text") return null;
  inside(paths.folder, path);
  return {
    file,
    path,
    text: reading.text,
    hash: await sha256(planFingerprintText(reading.text)),
    plan: parsePlan(reading.text),
  };
}
