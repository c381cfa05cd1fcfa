/**
 * The configuration, with everything that is wrong with it.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { UsageError } from "../../errors.ts";
import type { Terminal } from "../../system/terminal.ts";
import { loadWorkflow } from "../load_workflow.ts";
import { loadProject } from "../project.ts";
import { type Line, ok, problem, warning } from "./line.ts";

/** The configuration as far as it can be used. */
export interface ProjectReading {
  /** `null`: nothing that needs it can be looked at. */
  readonly config: Config | null;
  readonly lines: readonly Line[];
}

/** Reads the configuration and the workflow that it names. */
export async function projectLines(
  terminal: Terminal,
  { config: configFlag, provider }: {
    readonly config: string | undefined;
    /** As it is given to a run. */
    readonly provider: string | undefined;
  },
): Promise<ProjectReading> {
  try {
    const { config, warnings } = await loadProject(terminal, {
      config: configFlag,
      flags: { provider },
    });
    const { providers, workflow, checks, file } = config;
    return {
      config,
      lines: [
        ok(
          `configuration ${file}: provider ${
            providers.join(", ")
          }, workflow ${workflow}`,
        ),
        ...warnings.map((text) => warning(text, "mend it there")),
        ...await workflowLines(workflow),
        checks.length > 0
          ? ok(`checks: ${checks.map(({ name }) => name).join(", ")}`)
          : warning(
            "no CHECK_ command is configured: that the work is done is believed, not verified",
            "uncomment CHECK_ lines in .samocode; samocode init --print shows what fits",
          ),
      ],
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { config: null, lines: usageLines(error) };
  }
}

async function workflowLines(name: string): Promise<readonly Line[]> {
  try {
    await loadWorkflow(name);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return usageLines(error);
    throw error;
  }
}

/** A line for each detail; those that are only warned of keep that. */
function usageLines(
  { message, details, hint = "mend it where it is written" }: UsageError,
): readonly Line[] {
  if (details.length === 0) return [problem(message, hint)];
  return details.map((detail) =>
    detail.startsWith("warning: ")
      ? warning(detail.slice("warning: ".length), hint)
      : problem(detail, hint)
  );
}
