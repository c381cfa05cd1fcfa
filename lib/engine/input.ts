/**
 * What the engine gets from the supervisor, as plain values that travel into its room.
 *
 * @module
 */

import type { ProviderRequest } from "../provider/adapter.ts";
import type { NamedProvider } from "../provider/adapters.ts";
import type { ProfileSettings } from "../provider/ladder.ts";
import type { Price } from "../provider/price.ts";
import type { Interrupt } from "../system/host.ts";
import type { RunLimits } from "../workflow/may_run.ts";
import type { StopReason } from "../workflow/stop_reason.ts";
import type { Workflow } from "../workflow/table.ts";

/** A provider of the chain, as configured. */
export interface EngineProvider extends NamedProvider {
  /** Wins over a profile's model. */
  readonly model: string | null;
  readonly profiles: Readonly<Record<string, ProfileSettings>>;
  readonly maxTurns: number | null;
  readonly timeoutMs: number;
  readonly args: readonly string[];
  readonly dropEnv: readonly string[];
  readonly inherit: ProviderRequest["inherit"];
  /** Counts where the program tells no cost; `null`: unknown. */
  readonly price: Price | null;
  /** As the program told it; `null`: unknown. */
  readonly version: string | null;
}

/** Clocks and sizes of an attempt that are the same for every provider. */
export interface EngineClocks {
  readonly startMs: number;
  readonly silenceMs: number;
  readonly resultGraceMs: number;
  readonly signalGraceMs: number;
  readonly maxLogBytes: number;
  /** So often in a row the same tool may be called for the same target. */
  readonly maxRepeats: number;
}

/** Everything the engine needs to know. */
export interface EngineInput {
  /** Real path of the session folder. */
  readonly session: string;
  readonly mainRepo: string;
  /** Skill texts by name. */
  readonly skills: Readonly<Record<string, string>>;
  readonly workflow: Workflow;
  readonly providers: readonly EngineProvider[];
  /** Whether the person named them for this session; missing: the configuration did. */
  readonly providersChosen?: boolean;
  readonly defaultProfile: string;
  readonly workflowOverrides: Readonly<Record<string, string>>;
  readonly maxAttempts: number;
  readonly retryDelayMs: number;
  readonly clocks: EngineClocks;
  readonly checks: readonly {
    readonly name: string;
    readonly command: string;
  }[];
  /** Whether changes of tests and checks wait for a person before the work counts as done. */
  readonly testChanges: "gate" | "ignore";
  readonly limits: RunLimits;
  /** Whether the run stays alive at a gate. */
  readonly stay: boolean;
  readonly autoApprove: boolean;
  readonly acceptSuggestions: boolean;
  readonly sandbox: boolean;
  readonly secrets: readonly string[];
  /** Bytes that must be free on the disk of the session before an iteration. */
  readonly minFreeBytes: number;
  /** Why nothing can be done in the working folder, and what helps; missing: it is there. */
  readonly workingDirGone?: { readonly message: string; readonly hint: string };
  /** Ends each command that the person is told, where the run was called from outside of the project; missing: nothing does. */
  readonly place?: string;
  readonly run: {
    readonly id: string;
    readonly pid: number;
    readonly startTime: string;
    readonly version: string;
  };
}

/** Why a run ends that was stopped from outside. */
export function interruptReason(by: Interrupt): StopReason {
  const reasons = {
    interrupt: "interrupted",
    terminated: "terminated",
    hungUp: "hungUp",
  } as const;
  return reasons[by];
}

/** Why and how a run ended. */
export interface StopReport {
  readonly reason: StopReason;
  readonly code: number;
  /** One line. */
  readonly text: string;
  /** The next command to type; `null`: nothing to do. */
  readonly next: string | null;
}
