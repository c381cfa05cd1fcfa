/**
 * The workflow as data: what a phase is, and which way leads where.
 *
 * @module
 */

import type { SignalStatus } from "./signal.ts";

/** A wait that guards a transition; only a person opens it. */
export interface Gate {
  /** The wait that shows the gate, one of the phase's `waits`. */
  readonly reason: string;
  /** Phase behind the gate, one of the phase's `next`. */
  readonly to: string;
  /** Phase after a rejection. */
  readonly onReject: string;
}

/** One row of the phase table. */
export interface Phase {
  readonly name: string;
  /** Folder name of the skill that instructs the provider. */
  readonly skill: string;
  readonly next: readonly string[];
  /** The part of `next` that needs no checks and no gate. */
  readonly back: readonly string[];
  readonly signals: readonly SignalStatus[];
  readonly waits: readonly string[];
  readonly gate: Gate | null;
  /** Most iterations in this phase; the next one blocks. */
  readonly limit: number;
  /** Named choice of model and effort; empty: the configured default. */
  readonly profile: string;
  readonly progress: "artifacts" | "commits";
  /** Which transitions need green checks. */
  readonly checks: "none" | "forward" | "all";
  readonly context: readonly ("plan_phase" | "run_label")[];
  readonly final: boolean;
  /** Total clock of an attempt in this phase; `null`: the provider's own. */
  readonly timeoutMs: number | null;
}

/** A workflow file that was found valid. */
export interface Workflow {
  /** `full`, `quick`, or the absolute path of the file. */
  readonly name: string;
  /** First phase, and where `reopen` goes. */
  readonly start: string;
  /** Phases by name, in the order of the file; names are lower case. */
  readonly phases: Readonly<Record<string, Phase>>;
  /** The master prompt. */
  readonly prompt: string;
}

/** The phase of a name in lower case; `undefined` when the workflow has none, whatever the name is. */
export function phaseOf(
  { phases }: Workflow,
  name: string | null,
): Phase | undefined {
  return name !== null && Object.hasOwn(phases, name)
    ? phases[name]
    : undefined;
}
