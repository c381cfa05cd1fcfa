/**
 * Rows about how a session came to be and where its work is done.
 *
 * @module
 */

import type { OverviewChange } from "./overview_rows.ts";

/** Rows from which a session begins. */
export interface SessionRows {
  "session-created": {
    readonly name: string;
    readonly task: string | null;
    readonly dive: string | null;
    readonly mainRepo: string;
    readonly base: string | null;
    readonly branch: string | null;
    /** Name of a shipped workflow, or an absolute path. */
    readonly workflow: string;
  };
  "taken-over": {
    readonly name: string;
    readonly phase: string;
    /** The phase before it; missing: nobody knows. */
    readonly cameFrom?: string;
    readonly iterations: number;
    readonly phaseIterations: Readonly<Record<string, number>>;
    readonly workflow: string;
    readonly waiting: {
      readonly reason: string;
      readonly planHash: string | null;
      readonly plan: string | null;
    } | null;
    readonly blocked:
      | { readonly reason: string; readonly needs: string | null }
      | null;
    /** The work was done already; missing: it was not. */
    readonly finished?: true;
    readonly overview: string;
  };
  "worktree-ready": {
    readonly workingDir: string;
    /** Commit the branch started from. */
    readonly base: string | null;
    /** The branch that `base` was on, as git names it; missing: not known. */
    readonly baseName?: string;
    readonly branch: string | null;
    readonly setup: {
      readonly command: string;
      readonly exitCode: number;
      readonly durationMs: number;
    } | null;
    /** Phase the session is in from here on. */
    readonly phase: string;
    readonly change: OverviewChange | null;
  };
}
