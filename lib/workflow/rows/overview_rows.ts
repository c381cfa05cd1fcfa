/**
 * Rows about the overview, and the change of it that other rows announce.
 *
 * @module
 */

/** Fields of the overview that a change may set, by their label. */
export interface OverviewFields {
  readonly "Phase"?: string;
  readonly "Iteration"?: string;
  readonly "Total Iterations"?: string;
  readonly "Blocked"?: string;
  readonly "Last Action"?: string;
  readonly "Next"?: string;
}

/** A change of the overview that a row announces; `overview-written` tells that it is on disk. */
export interface OverviewChange {
  /** sha256 hex of the text the change was computed from. */
  readonly before: string;
  /** sha256 hex of the text after it. */
  readonly after: string;
  readonly fields: OverviewFields;
  /** One whole line for the flow log. */
  readonly flow?: string;
}

/** Rows that tell what the host did to the overview. */
export interface OverviewRows {
  "overview-written": {
    readonly overview: string;
    /** Taken while no attempt runs and its tree is gone: what differs from it later is a person's. */
    readonly settled?: boolean;
  };
  "fields-restored": {
    readonly fields: readonly {
      readonly name: string;
      readonly found: string | null;
      readonly put: string;
    }[];
  };
}
