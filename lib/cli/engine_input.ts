/**
 * What the engine gets to know of a run.
 *
 * @module
 */

import type { EngineInput } from "../engine/input.ts";
import type { RunPlace } from "./prepare_run.ts";
import { engineProviders } from "./programs.ts";
import type { RunSpec } from "./run_spec.ts";

/** Below this much free disk no iteration begins. */
const MIN_FREE_BYTES = 200 << 20;

/** Makes it of what the person asked for. */
export function engineInput(
  spec: RunSpec,
  { folder, run, versions = {}, gone = null, place = "" }: {
    readonly folder: string;
    readonly run: EngineInput["run"];
    /** Of the provider programs, as far as they are known. */
    readonly versions?: Readonly<Record<string, string>>;
    readonly gone?: RunPlace["gone"];
    readonly place?: string;
  },
): EngineInput {
  const { config, loaded } = spec;
  return {
    session: folder,
    mainRepo: config.mainRepo,
    skills: loaded.skills,
    workflow: loaded.workflow,
    providers: engineProviders(config, versions),
    providersChosen: spec.providersChosen,
    defaultProfile: config.defaultProfile,
    workflowOverrides: config.workflowOverrides,
    maxAttempts: config.maxAttempts,
    retryDelayMs: config.retryDelayMs,
    clocks: config.clocks,
    checks: config.checks,
    testChanges: config.testChanges,
    limits: spec.limits,
    stay: spec.stay,
    autoApprove: spec.autoApprove,
    acceptSuggestions: spec.acceptSuggestions,
    sandbox: config.sandbox,
    secrets: config.secrets,
    minFreeBytes: MIN_FREE_BYTES,
    ...(gone === null ? {} : { workingDirGone: gone }),
    ...(place === "" ? {} : { place }),
    run,
  };
}
