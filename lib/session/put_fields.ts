/**
 * Sets the host's fields in the overview right.
 *
 * @module
 */

import type { Clock } from "../system/clock.ts";
import { sha256 } from "../system/files.ts";
import type { SessionState } from "../workflow/state.ts";
import { type FieldDifference, hostDifferences } from "./host_fields.ts";
import { changeNotebook } from "./notebook.ts";
import { readOverview } from "./overview.ts";
import { editOverview } from "./overview_edit.ts";
import type { SessionPaths } from "./paths.ts";
import { steadyText } from "./steady_text.ts";

/** What {@linkcode putFields} found. */
export interface FieldsPut {
  readonly differences: readonly FieldDifference[];
  /** sha256 of the overview afterwards; `null` when there is none. */
  readonly overview: string | null;
}

/** Sets what differs from what the journal says; an overview that is right, or missing, is not touched. */
export async function putFields(
  paths: SessionPaths,
  { state, clock }: { readonly state: SessionState; readonly clock: Clock },
): Promise<FieldsPut> {
  const text = await steadyText(paths, clock);
  if (text === null) return { differences: [], overview: null };
  const differences = hostDifferences(state, readOverview(text));
  if (differences.length === 0) {
    return { differences, overview: await sha256(text) };
  }
  const { after } = await changeNotebook(paths, (now) => {
    const wrong = hostDifferences(state, readOverview(now));
    const fields = Object.fromEntries(
      wrong.map(({ name, put }) => [name, put]),
    );
    return editOverview(now, { fields });
  });
  return { differences, overview: after };
}
