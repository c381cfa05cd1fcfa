/**
 * A session whose overview is not there, in the same words for everybody who finds it so.
 *
 * @module
 */

import type { SessionPaths } from "./paths.ts";

/** What is wrong, and what to do. */
export interface MissingOverview {
  readonly message: string;
  readonly hint: string;
}

/** Words for an overview that a session cannot go on without. */
export function missingOverview(
  { overview }: Pick<SessionPaths, "overview">,
  name: string,
): MissingOverview {
  return {
    message: `Cannot go on with "${name}": its overview is missing`,
    hint: `put "${overview}" back`,
  };
}
