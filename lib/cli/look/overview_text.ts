/**
 * Text of the overview for somebody who only looks.
 *
 * @module
 */

import { readNotebook } from "../../session/notebook.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import { lstatOrNull } from "../../system/files.ts";

/** The text, or why there is none. */
export interface OverviewText {
  readonly text: string | null;
  readonly problem: string | null;
}

const LOOKS = 20;
const PAUSE_MS = 50;

/** Reads the overview; while it is exchanged there is none for a moment, so that a missing one is looked for again for a second. */
export async function overviewText(paths: SessionPaths): Promise<OverviewText> {
  for (let look = 1;; look++) {
    const now = readNotebook(paths);
    if (now.kind === "text") return { text: now.text, problem: null };
    if (now.kind === "refused") {
      const problem = `the overview cannot be read: ${now.reason}`;
      return { text: null, problem };
    }
    if (look === LOOKS || !inUse(paths)) {
      return { text: null, problem: "the overview is missing" };
    }
    await systemClock.sleep(PAUSE_MS);
  }
}

/** Whether somebody may be at it: the host through its swap, or a person in a session that has begun. */
function inUse({ swap, journal }: SessionPaths): boolean {
  return lstatOrNull(swap) !== null || lstatOrNull(journal) !== null;
}
