/**
 * Profiles that a workflow wants and a provider of the chain does not have.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { UsageError } from "../errors.ts";
import type { Workflow } from "../workflow/table.ts";
import { loadWorkflow } from "./load_workflow.ts";

/**
 * Refuses a workflow with a profile that is not there for every provider of the chain, and an override for a phase that neither this workflow nor
 * the usual one has.
 *
 * @throws {UsageError} with all of them.
 */
export async function refuseUnknownProfiles(
  config: Config,
  workflow: Workflow,
): Promise<void> {
  const problems = [
    ...unknownProfiles(config, workflow),
    ...await unknownPhases(config, workflow),
  ];
  if (problems.length === 0) return;
  throw new UsageError(`Cannot start: ${problems[0]}`, {
    hint: "put workflow and config.yaml in line",
    ...(problems.length > 1 ? { details: problems } : {}),
  });
}

function unknownProfiles(
  { providers, provider }: Config,
  { phases }: Workflow,
): readonly string[] {
  return Object.values(phases).flatMap(({ name, profile }) =>
    profile === "" ? [] : providers.flatMap((its) => {
      const known = Object.keys(provider[its]!.profiles);
      return known.includes(profile) ? [] : [
        `phase "${name}" wants the profile "${profile}", ${its} has only ${
          known.join(", ")
        }`,
      ];
    })
  );
}

/** The overrides are for all projects, so the phases of the usual workflow may be named in any of them. */
async function unknownPhases(
  { workflowOverrides }: Config,
  { phases }: Workflow,
): Promise<readonly string[]> {
  const strange = Object.keys(workflowOverrides)
    .filter((phase) => !Object.hasOwn(phases, phase));
  if (strange.length === 0) return [];
  const usual = (await loadWorkflow("full")).workflow.phases;
  return strange.filter((phase) => !Object.hasOwn(usual, phase)).map((phase) =>
    `workflow_overrides names "${phase}", the phases are ${
      Object.keys(phases).join(", ")
    }`
  );
}
