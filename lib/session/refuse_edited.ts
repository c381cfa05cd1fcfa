/**
 * Keeps a writer from covering up a wish that a person wrote into the overview.
 *
 * @module
 */

import type { SessionState } from "../workflow/state.ts";
import { hostDifferences } from "./host_fields.ts";
import { readOverview } from "./overview.ts";
import { RefusedError } from "./refused.ts";

/**
 * Refuses while one of the fields stands otherwise than the host left it: after a change of ours the overview counts as
 * the host's own, and the wish would be forgotten.
 *
 * @throws {RefusedError}
 */
export function refuseEdited(
  state: SessionState,
  { cannot, name, overview, fields }: {
    /** Begin of the message, `Cannot <do what>`. */
    readonly cannot: string;
    readonly name: string;
    readonly overview: string | null;
    readonly fields: readonly ("Phase" | "Blocked")[];
  },
): void {
  if (overview === null) return;
  const edited = hostDifferences(state, readOverview(overview))
    .find((field) => fields.some((wanted) => wanted === field.name));
  if (edited === undefined) return;
  throw new RefusedError(
    `${cannot}: "${edited.name}" was changed in the overview to "${
      edited.found ?? ""
    }", and a run has to look at that first`,
    { hint: `samocode run ${name}` },
  );
}
