/**
 * The questions of a session, `_qa.md`.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { readFile } from "../system/files.ts";
import { questionsState } from "../workflow/questions.ts";
import type { SessionPaths } from "./paths.ts";

const MAX_BYTES = 1 << 20;

/** Text of the questions; `null` when there are none. @throws {UserError} when something else stands in their place. */
export function readQuestions(paths: SessionPaths): string | null {
  const reading = readFile(paths.qa, MAX_BYTES);
  if (reading.kind === "missing") return null;
  if (reading.kind === "text") return reading.text;
  throw new UserError(`Cannot read "${paths.qa}": ${reading.reason}`, {
    hint: "mend it and run again",
    exitCode: 5,
  });
}

/** Whether there are questions, and whether all are answered; a file that cannot be read counts as open. */
export function questionsOf(
  paths: SessionPaths,
): "none" | "open" | "complete" {
  const reading = readFile(paths.qa, MAX_BYTES);
  if (reading.kind === "refused") return "open";
  return questionsState(reading.kind === "text" ? reading.text : null);
}
