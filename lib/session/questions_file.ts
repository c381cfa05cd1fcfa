/**
 * The questions of a session, `_qa.md`.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { readFile, writeAtomic } from "../system/files.ts";
import { fillAnswers, questionsState } from "../workflow/questions.ts";
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

/** Fills answers in and leaves every other byte; returns the ids that were filled. */
export function writeAnswers(
  paths: SessionPaths,
  answers: Readonly<Record<string, string>>,
  options: { readonly acceptSuggestions: boolean },
): readonly string[] {
  const text = readQuestions(paths);
  if (text === null) {
    throw new UserError("Cannot answer: the session asks nothing");
  }
  const filled = fillAnswers(text, answers, options);
  if (filled.problems.length > 0) {
    throw new UserError("Cannot answer: some answers do not fit", {
      details: filled.problems,
      hint: "samocode show questions",
      exitCode: 2,
    });
  }
  if (filled.text !== text) writeAtomic(paths.qa, filled.text, 0o644);
  return filled.filled;
}
