/**
 * The fields of the overview that are the host's own, as the journal says they ought to be.
 *
 * @module
 */

import type { RowOf } from "../workflow/row.ts";
import type { OverviewFields } from "../workflow/rows/overview_rows.ts";
import type { SessionState } from "../workflow/state.ts";
import type { OverviewReading } from "./overview.ts";

/** A field that stood otherwise than the journal says. */
export type FieldDifference = RowOf<"fields-restored">["fields"][number];

function hostFields(state: SessionState): OverviewFields {
  const iteration = String(state.iteration);
  return {
    ...(state.phase === null ? {} : { Phase: state.phase }),
    "Iteration": iteration,
    "Total Iterations": iteration,
    "Blocked": blockedWord(state),
  };
}

/** The word of the field `Blocked`. */
export function blockedWord(
  { blocked, waiting }: Pick<SessionState, "blocked" | "waiting">,
): string {
  if (blocked !== null) {
    return ["provider-blocked", "person"].includes(blocked.rule)
      ? "yes"
      : "workflow_error";
  }
  return waiting === null ? "no" : "waiting_human";
}

/** Fields in which an overview differs from a state; letter case does not count, nor the predecessor's word for a block. */
export function hostDifferences(
  state: SessionState,
  reading: OverviewReading,
): readonly FieldDifference[] {
  const found: Record<string, string | null> = {
    "Phase": reading.phase,
    "Iteration": numberText(reading.iteration),
    "Total Iterations": numberText(reading.totalIterations),
    "Blocked": reading.blocked,
  };
  return Object.entries(hostFields(state)).flatMap(([name, put]) =>
    found[name]?.toLowerCase() === put.toLowerCase() ||
      name === "Blocked" && isOldBlock(state, reading)
      ? []
      : [{ name, found: found[name] ?? null, put }]
  );
}

function isOldBlock(state: SessionState, { blocked }: OverviewReading) {
  return state.blocked?.rule === "taken-over" && blocked !== null &&
    !/^(no|waiting_human)\b/i.test(blocked);
}

function numberText(value: number | null): string | null {
  return value === null ? null : String(value);
}
