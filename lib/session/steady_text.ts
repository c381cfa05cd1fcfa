/**
 * The text of the overview for a writer that is about to change it.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Clock } from "../system/clock.ts";
import { readNotebook } from "./notebook.ts";
import type { SessionPaths } from "./paths.ts";

/**
 * Reads the overview; `null` when there is none.
 *
 * An editor that saves by rename leaves a moment without a file: a missing one counts as missing after a second.
 *
 * @throws {UserError} when it cannot be read.
 */
export async function steadyText(
  paths: SessionPaths,
  clock: Clock,
): Promise<string | null> {
  for (let look = 0;; look++) {
    const now = readNotebook(paths);
    if (now.kind === "text") return now.text;
    if (now.kind === "refused") {
      throw new UserError(
        `Cannot read "${paths.overview}": ${now.reason}`,
        { hint: "mend it and run again", exitCode: 5 },
      );
    }
    if (look === 20) return null;
    await clock.sleep(50);
  }
}
