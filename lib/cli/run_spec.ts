/**
 * What a person wants of a run.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import type { RunLimits } from "../workflow/may_run.ts";
import type { LoadedWorkflow } from "./load_workflow.ts";
import type { Programs } from "./programs.ts";

/** What a run does, beside the configuration. */
export interface RunSpec {
  readonly config: Config;
  /** Folder of the session; made when it is not there. */
  readonly folder: string;
  readonly loaded: LoadedWorkflow;
  readonly programs: Programs;
  /** Whether the person named the providers, for this run or for an earlier one of the session. */
  readonly providersChosen: boolean;
  readonly task: string | null;
  readonly dive: string | null;
  readonly limits: RunLimits;
  readonly stay: boolean;
  readonly autoApprove: boolean;
  readonly acceptSuggestions: boolean;
  /** Whether the machine may fall asleep meanwhile. */
  readonly allowSleep: boolean;
}
