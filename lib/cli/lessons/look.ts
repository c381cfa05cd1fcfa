/**
 * Looks at the lessons of a session: whether they can be offered to a person, and where they would go.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { readLessonsFile } from "../../session/lessons_file.ts";
import type { SessionPaths } from "../../session/paths.ts";
import { isFolder, sha256 } from "../../system/files.ts";
import { patchFit } from "../../system/patch.ts";
import { type LessonFile, parseLessons } from "../../workflow/lessons.ts";
import { redactor } from "../../workflow/redact.ts";

/** Lessons that a person may apply. */
export interface OfferedLessons {
  readonly kind: "offered";
  /** Name of the patch in the session's folder. */
  readonly file: string;
  readonly patch: string;
  /** sha256 hex of the patch. */
  readonly hash: string;
  /** Folder whose files it changes. */
  readonly place: string;
  /** The folder that the session worked in is gone: it is the main repository. */
  readonly elsewhere: boolean;
  readonly files: readonly LessonFile[];
}

/** What a session proposes that the next one should know. */
export type Lessons =
  | OfferedLessons
  /** Somebody has applied them. */
  | { readonly kind: "applied"; readonly file: string }
  | {
    readonly kind: "refused";
    readonly file: string;
    readonly reason: string;
  };

/** What is known of the session. */
export interface LessonsPlace {
  readonly config: Config;
  /** The folder that the session worked in, there or not. */
  readonly workingDir: string;
  /** Hashes of patches that were applied. */
  readonly applied: readonly string[];
}

/** Looks at the newest patch; changes nothing and never throws for what is in it. `null`: there is none. */
export async function lookAtLessons(
  paths: SessionPaths,
  { config, workingDir, applied }: LessonsPlace,
): Promise<Lessons | null> {
  const found = readLessonsFile(paths);
  if (found === null || found.reading.kind === "missing") return null;
  const { file, reading } = found;
  const refused = (reason: string) =>
    ({ kind: "refused", file, reason }) as const;
  if (reading.kind === "refused") return refused(reading.reason);
  const patch = reading.text;
  const hash = await sha256(reading.bytes);
  if (applied.includes(hash)) return { kind: "applied", file };
  const lessons = parseLessons(patch);
  if (lessons.kind === "refused") return refused(lessons.reason);
  if (redactor(config.secrets)(patch) !== patch) {
    return refused("it has what looks like a secret");
  }
  const elsewhere = !isFolder(workingDir);
  const place = elsewhere ? config.mainRepo : workingDir;
  const fit = await patchFit(place, patch);
  switch (fit.kind) {
    case "there":
      return { kind: "applied", file };
    case "no":
      return refused(`it does not apply in "${place}": ${fit.problem}`);
    case "fits":
      return {
        kind: "offered",
        file,
        patch,
        hash,
        place,
        elsewhere,
        files: lessons.files,
      };
  }
}
