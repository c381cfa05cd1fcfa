/**
 * What a writer of a session does at once: one row, and perhaps the change of the overview that it announces.
 *
 * @module
 */

import type { NewRow } from "../workflow/row.ts";
import type { SessionState } from "../workflow/state.ts";
import type { OverviewEdit } from "./overview_edit.ts";

/** What a writer sees under the session lock. */
export interface Present {
  readonly state: SessionState;
  /** Text of the overview; `null` when there is none. */
  readonly overview: string | null;
}

/** A step of a writer that is one row. */
interface RowStep {
  readonly row: NewRow;
  readonly edit?: undefined;
  readonly followUp?: undefined;
  /** Done when all of it is on disk, still under the session lock; must not throw. */
  readonly atLast?: () => void;
}

/** A step of a writer that changes the overview. */
export interface ChangeStep extends Pick<RowStep, "atLast"> {
  /** The row that announces it; its `change` is filled in from `edit`. */
  readonly row: NewRow;
  readonly edit: OverviewEdit;
  /** Rows that follow at once; they get the sha256 of the overview as it is then. */
  readonly followUp?: (overview: string) => readonly NewRow[];
}

/** One step of a writer. */
export type Step = RowStep | ChangeStep;

/** Decides under the session lock what to write; throws to refuse. */
export type Look = (present: Present) => Step | null | Promise<Step | null>;
