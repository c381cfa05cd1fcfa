/**
 * Rows about one process of `samocode run`, from its lease to its stop reason.
 *
 * @module
 */

import type { Check } from "../changes/check_targets.ts";
import type { StopReason } from "../stop_reason.ts";

/** What rows add up to, by the rules of one version of the program. */
export interface RowsSum {
  readonly version: string;
  /** The state of the session, its longest texts left out. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Rows of a run. */
export interface RunRows {
  "run-started": {
    readonly pid: number;
    /** Start time of the process as the system tells it; told apart from a later process with the same pid. */
    readonly startTime: string;
    readonly version: string;
    readonly providers: readonly string[];
    /** The person named them for this session; missing: the configuration did. */
    readonly providersChosen?: true;
    /** Version of each provider program, where it told one. */
    readonly providerVersions: Readonly<Record<string, string>>;
    readonly limits: {
      readonly maxIterations: number | null;
      readonly maxHours: number | null;
      readonly maxUsd: number | null;
    };
    /** Whether it stays alive at a gate; missing: it does not. */
    readonly stay?: boolean;
    readonly autoApprove: boolean;
    readonly acceptSuggestions: boolean;
    /** Check commands of the configuration; missing: not known. */
    readonly checks?: readonly Check[];
  };
  "limit-wait": {
    readonly provider: string;
    readonly window: string;
    /** ISO 8601. */
    readonly until: string;
    /** Told by the provider, or estimated by us. */
    readonly told: boolean;
    readonly ended: "reset" | "person" | "handOver" | null;
  };
  "notified": {
    readonly about: string;
    readonly sent: readonly string[];
    readonly failed: readonly string[];
  };
  "run-stopped": {
    readonly reason: StopReason;
    readonly code: number;
    readonly text: string;
    readonly next: string | null;
    /** sha256 of the overview when the tree was proven gone; `null` when it was not. */
    readonly overview: string | null;
    /** What all rows before this one add up to; missing where nobody could tell. */
    readonly sum?: RowsSum;
    /** sha256 of all bytes of the journal before this row, hex: whoever takes the sum need not read the rows. */
    readonly before?: string;
  };
}
