/**
 * Appends rows to a journal: a number of them, or as long as the disk takes them.
 *
 * @module
 */

import { UserError } from "../../lib/errors.ts";
import { openJournal } from "../../lib/session/journal.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";

const [folder = "", run = "", count = "", size = ""] = Deno.args;
const journal = await openJournal(sessionPaths(folder), {
  clock: systemClock,
  run,
  onRow: () => {},
});
try {
  for (let n = 1; n <= Number(count); n++) {
    await journal.append({
      kind: "overview-written",
      iteration: n,
      overview: "x".repeat(Number(size)),
    });
  }
  console.log("all");
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.log(error.message);
}
