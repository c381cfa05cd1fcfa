/**
 * The workflow of a project, loaded when somebody asks for it.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { UserError } from "../../errors.ts";
import type { Workflow } from "../../workflow/table.ts";

/** Loads the configured workflow at the first call, and once; a text says why it cannot be used. */
export function workflowOf(config: Config): () => Promise<Workflow | string> {
  let loading: Promise<Workflow | string> | null = null;
  return () => loading ??= load(config.workflow);
}

async function load(name: string): Promise<Workflow | string> {
  const { loadWorkflow } = await import("../load_workflow.ts");
  try {
    return (await loadWorkflow(name)).workflow;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}
