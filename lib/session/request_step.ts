/**
 * The step of a writer that does what a person asks, and shows it in the overview.
 *
 * @module
 */

import { oneLine } from "../workflow/one_line.ts";
import type { NewRow, RowOf } from "../workflow/row.ts";
import type { OverviewFields } from "../workflow/rows/overview_rows.ts";
import type { SessionState } from "../workflow/state.ts";
import { flowLine, type GateCall } from "./gates.ts";
import type { Store } from "./store.ts";
import type { Look, Step } from "./writer_step.ts";

type Request = RowOf<"request">;

/** Commits a request; `look` refuses by throwing. */
export async function commitRequest(
  store: Store,
  look: Look,
): Promise<Request> {
  const row = await store.commit(look);
  if (row?.kind !== "request") throw new Error("Nothing was asked");
  return row;
}

/** Row, fields and flow line of a request. */
export function requestStep(
  { actor, moment }: GateCall,
  { state, verb, text, to, fields, flow }: {
    readonly state: SessionState;
    readonly verb: Request["verb"];
    readonly text: string;
    /** Phase it leads to; `null`: the same. */
    readonly to: string | null;
    readonly fields: OverviewFields;
    readonly flow: string;
  },
): Step {
  const row: NewRow = {
    kind: "request",
    ...actor,
    verb,
    text,
    from: state.phase,
    to,
    change: null,
  };
  const line = flowLine(state, { moment, text: oneLine(flow), tag: verb });
  return { row, edit: { fields, flow: line } };
}
