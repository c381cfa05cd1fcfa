/**
 * The person's editor: adds lines to the notes of an overview while others write there, too.
 *
 * @module
 */

import { join } from "@std/path";
import type { SessionPaths } from "../../session/paths.ts";
import { systemClock } from "../../system/clock.ts";
import {
  lstatOrNull,
  readTextOrNull,
  removeIfThere,
  writeNew,
} from "../../system/files.ts";
import { appendInPlace, moveFile } from "../../system/place.ts";

/** How a file is saved. */
export type Saving = "inPlace" | "byRename";

const TRIES = 40;
const PAUSE_MS = 25;

/** Adds a line; `false`: there was no overview to add it to. */
export async function addLine(
  { overview, folder }: SessionPaths,
  { line, saving }: { readonly line: string; readonly saving: Saving },
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = lstatOrNull(overview);
    const text = before === null ? null : readTextOrNull(overview);
    if (before !== null && text !== null && text.endsWith("\n")) {
      const added = text.includes("\n## Notes\n")
        ? `${line}\n`
        : `\n## Notes\n${line}\n`;
      if (saving === "inPlace") {
        if (appendInPlace(overview, added)) return true;
      } else {
        const temp = join(folder, `.editor-${crypto.randomUUID()}`);
        writeNew(temp, text + added, 0o644);
        // Every editor looks whether somebody else saved meanwhile.
        const now = lstatOrNull(overview);
        if (
          now?.ino === before.ino &&
          now?.mtime?.getTime() === before.mtime?.getTime() &&
          now?.size === before.size && moveFile(temp, overview)
        ) return true;
        removeIfThere(temp);
      }
    }
    await systemClock.sleep(PAUSE_MS);
  }
  return false;
}
