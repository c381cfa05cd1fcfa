/**
 * Rows about persons: what is asked of them, and what they did.
 *
 * @module
 */

import type { ToldFinding } from "../changes/finding.ts";
import type { OverviewChange } from "./overview_rows.ts";

/** Who did something, and by which channel (`command`, `terminal`, `edit`, `auto`, `telegram`). */
export interface Actor {
  readonly by: string;
  readonly channel: string;
}

/** What a person asks of a session; with `note` nothing: it tells what was done by hand. */
export type RequestVerb =
  | "note"
  | "say"
  | "stop"
  | "retry"
  | "unblock"
  | "goto"
  | "reopen"
  | "answer"
  | "restore";

/** Rows of gates, requests, edits and the hand-over. */
export interface PersonRows {
  "gate-waiting": {
    /** `plan_approval`, `qa_answers`, `human_action`, `test_changes`. */
    readonly reason: string;
    readonly to: string | null;
    readonly plan: string | null;
    readonly planHash: string | null;
    readonly text: string;
    /** What a person is asked to accept; missing: nothing of the kind. */
    readonly findings?: readonly ToldFinding[];
    /** sha256 of the overview, taken when the tree is gone. */
    readonly overview: string;
  };
  "gate-opened": Actor & {
    readonly reason: string;
    readonly from: string;
    readonly to: string;
    readonly plan: string | null;
    readonly planHash: string | null;
    readonly note: string | null;
    /** Keys of the findings that are accepted from here on. */
    readonly accepted?: readonly string[];
    readonly change: OverviewChange | null;
  };
  "gate-rejected": Actor & {
    readonly reason: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly change: OverviewChange | null;
  };
  "request": Actor & {
    readonly verb: RequestVerb;
    readonly text: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly change: OverviewChange | null;
  };
  /** A person took over what a session proposed that the next one should know. */
  "lessons-applied": Actor & {
    /** Name of the patch in the session's folder. */
    readonly file: string;
    /** sha256 hex of the patch. */
    readonly hash: string;
    /** Folder whose files were changed. */
    readonly place: string;
    readonly paths: readonly string[];
  };
  "person-edit": Actor & {
    readonly overview: string;
    readonly phase: string | null;
    readonly unblocked: boolean;
  };
  /** The work was handed over: it is on the remote. */
  "shipped": Actor & {
    /** Name of the remote. */
    readonly remote: string;
    readonly branch: string;
    /** Commit that was pushed. */
    readonly head: string;
    /** Address of the pull request; `null`: none was opened. */
    readonly pullRequest: string | null;
  };
}
