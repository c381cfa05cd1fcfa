/**
 * Loads a workflow with the skills of its phases: a shipped one, or a project's own file.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import { UsageError } from "../errors.ts";
import { listAssets, readAsset } from "../system/assets.ts";
import { isFolder, listFolder } from "../system/files.ts";
import { readPersonFile } from "../system/person_file.ts";
import { parseWorkflow } from "../workflow/front_matter.ts";
import type { Workflow } from "../workflow/table.ts";
import { validateWorkflow } from "../workflow/validate.ts";

/** A workflow that can be run. */
export interface LoadedWorkflow {
  readonly workflow: Workflow;
  /** Texts of the skills of its phases, by name. */
  readonly skills: Readonly<Record<string, string>>;
}

const SHIPPED: Readonly<Record<string, string>> = {
  full: "workflow.md",
  quick: "workflow.quick.md",
};

/**
 * Reads, parses and checks a workflow.
 *
 * @param name `full`, `quick`, or an absolute path; skills are looked for beside that file first.
 * @throws {UsageError} with every problem at once.
 */
export async function loadWorkflow(name: string): Promise<LoadedWorkflow> {
  const shipped = SHIPPED[name];
  const text = shipped === undefined
    ? await readOwn(name)
    : readAsset(shipped)!;
  const parsed = parseWorkflow(text, name);
  if (parsed.kind === "problems") throw invalid(name, parsed.problems);
  const folder = shipped === undefined ? join(dirname(name), "skills") : null;
  const own = folder !== null && isFolder(folder)
    ? listFolder(folder).map((entry) => entry.name)
    : [];
  const problems = validateWorkflow(parsed.workflow, {
    skills: [...own, ...listAssets("skills")],
  });
  if (problems.length > 0) throw invalid(name, problems);
  const skills: Record<string, string> = {};
  for (const { skill } of Object.values(parsed.workflow.phases)) {
    skills[skill] = own.includes(skill)
      ? await readOwn(join(folder!, skill, "SKILL.md"))
      : readAsset(`skills/${skill}/SKILL.md`)!;
  }
  return { workflow: parsed.workflow, skills };
}

async function readOwn(path: string): Promise<string> {
  const reading = await readPersonFile(path);
  if (reading.kind === "text") return reading.text;
  throw new UsageError(
    `Cannot read the workflow file "${path}": ${
      reading.kind === "missing" ? "there is none" : reading.reason
    }`,
    { hint: "--workflow full" },
  );
}

function invalid(name: string, problems: readonly string[]): UsageError {
  return new UsageError(`Cannot use the workflow "${name}": it is not valid`, {
    details: problems,
    hint: "samocode eject, which shows what a valid one looks like",
  });
}
