/**
 * Lessons in words.
 *
 * @module
 */

import { counted } from "../../workflow/amounts.ts";
import { firstThatFits } from "../../workflow/fit.ts";
import { oneLine } from "../../workflow/one_line.ts";
import { printable } from "../../workflow/printable.ts";
import type { CommandLine } from "../look/place.ts";
import type { Lessons, OfferedLessons } from "./look.ts";

/** More are not named one by one. */
const MOST_FILES = 3;
/** A reason may quote what an agent wrote. */
const MOST_BYTES = 300;

/** One line: what there is, and what to type. */
export function lessonsLine(lessons: Lessons, command: CommandLine): string {
  switch (lessons.kind) {
    case "offered":
      return `${lessonsWords(lessons)} → ${command("session lessons")}`;
    case "applied":
      return `applied: ${oneLine(lessons.file)}`;
    case "refused":
      return firstThatFits(
        [
          oneLine(printable(`not offered: ${lessons.file}: ${lessons.reason}`)),
        ],
        MOST_BYTES,
      );
  }
}

/** Which lines are proposed for which files. */
export function lessonsWords({ files }: OfferedLessons): string {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  if (files.length > MOST_FILES) {
    return `proposed: ${counted(added, "line")} for ${files.length} files`;
  }
  return `proposed: ${
    files.map(({ path, added, isNew }) =>
      `${counted(added, "line")} for ${path}${isNew ? " (new)" : ""}`
    ).join(", ")
  }`;
}

/** The whole patch with the command that applies it; or why there is nothing to apply. */
export function lessonsText(lessons: Lessons, command: CommandLine): string {
  if (lessons.kind !== "offered") {
    return `Lessons ${lessonsLine(lessons, command)}`;
  }
  return [
    `Lessons ${lessonsWords(lessons)}`,
    `Patch: ${oneLine(lessons.file)}`,
    `Where: ${lessons.place}`,
    "",
    lessons.patch.trimEnd(),
    "",
    `Apply: ${command("session lessons", "--apply")}`,
  ].join("\n");
}
