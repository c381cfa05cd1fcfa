/**
 * The rows of the journal, `_journal.jsonl`: the only definition, by families.
 *
 * One JSON object per line. Readers ignore unknown kinds and fields. Times are ISO 8601 with offset, durations
 * milliseconds, money US dollars.
 *
 * @module
 */

import type { AttemptRows } from "./rows/attempt_rows.ts";
import type { IterationRows } from "./rows/iteration_rows.ts";
import type { OverviewRows } from "./rows/overview_rows.ts";
import type { PersonRows } from "./rows/person_rows.ts";
import type { RunRows } from "./rows/run_rows.ts";
import type { SessionRows } from "./rows/session_rows.ts";

/** What each kind of row says beside the common fields. */
export interface RowBodies
  extends
    SessionRows,
    RunRows,
    IterationRows,
    AttemptRows,
    OverviewRows,
    PersonRows {}

/** Names of the row kinds. */
export type RowKind = keyof RowBodies;

/** What the journal adds to every row. */
export interface RowCommon {
  /** Counts from 1. */
  readonly seq: number;
  readonly time: string;
  /** sha256 hex of the previous line's bytes without the newline; 64 zeros at first. */
  readonly prev: string;
  /** Id of the run, or `null` for rows of other commands; of a request, the run that is asked. */
  readonly run: string | null;
  readonly iteration: number;
  readonly attempt: number;
  /** `seq` of the request that this row uses up. */
  readonly answers?: number;
}

/** One row of one kind. */
export type RowOf<K extends RowKind> =
  & RowCommon
  & { readonly kind: K }
  & RowBodies[K];

/** One row. */
export type Row = { [K in RowKind]: RowOf<K> }[RowKind];

/** A row before the journal has given it `seq`, `time` and `prev`. */
export type NewRow = {
  [K in RowKind]:
    & {
      readonly kind: K;
      readonly run?: string | null;
      readonly iteration?: number;
      readonly attempt?: number;
      readonly answers?: number;
    }
    & RowBodies[K];
}[RowKind];
