/**
 * What a working folder held at one moment.
 *
 * @module
 */

/** What git says of the working folder; `null` where it is no git repository. */
export interface TreeFacts {
  /** Commit id of HEAD. */
  readonly head: string | null;
  /** Id of the tree that tracked changes and untracked files make (not only HEAD's). */
  readonly tree: string | null;
  readonly branch: string | null;
  readonly dirty: boolean;
}
