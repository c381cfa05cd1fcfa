/**
 * Answers that choose an option, with the option's own words.
 *
 * @module
 */

import type { Question, QuestionOption } from "./question_block.ts";

/**
 * The answer with the words of its option, where it is an option's letter; else as it is.
 *
 * The letter of an option that there is not stays alone, and is no answer.
 *
 * @example
 * ```ts
 * import { wholeAnswer } from "./option_answer.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const options = [{ letter: "B", text: "That" }];
 * assertEquals(wholeAnswer("b", { options }), "B - That");
 * assertEquals(wholeAnswer("be brief", { options }), "be brief");
 * ```
 */
export function wholeAnswer(
  answer: string,
  { options }: Pick<Question, "options">,
): string {
  const letter = answer.trim().match(/^([A-Za-z])[).]?$/)?.[1]?.toUpperCase();
  if (letter === undefined || options.length === 0) return answer;
  const option = options.find((one) => one.letter === letter);
  return option === undefined ? letter : optionWords(option);
}

/**
 * The answer that a suggestion stands for: the option it names, without its reason; else the suggestion as it is.
 *
 * @returns `null` when nothing is suggested.
 *
 * @example
 * ```ts
 * import { suggestedAnswer } from "./option_answer.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const options = [{ letter: "A", text: "This" }, { letter: "B", text: "That" }];
 * const suggested = (suggestion: string) =>
 *   suggestedAnswer({ options, suggestion });
 * assertEquals(suggested("B - it is newer"), "B - That");
 * assertEquals(suggested("A or B, both will do"), "A or B, both will do");
 * ```
 */
export function suggestedAnswer(
  question: Pick<Question, "options" | "suggestion">,
): string | null {
  const option = suggestedOption(question);
  return option === null ? question.suggestion : optionWords(option);
}

/** The one option that a suggestion names by its letter; `null`: none, or more than one. */
export function suggestedOption(
  { options, suggestion }: Pick<Question, "options" | "suggestion">,
): QuestionOption | null {
  // A word may be one letter, too: what follows must set the letter apart.
  const [, told, rest = ""] = (suggestion ?? "").match(
    /^[*_`(]*([A-Za-z])[*_`]*(?=\s*(?:[-–—:;,.()]|$))(.*)$/s,
  ) ?? [];
  const byLetter = (letter: string | undefined) =>
    options.find((one) => one.letter === letter?.toUpperCase()) ?? null;
  const second = rest.match(/^\s*[,;)]\s*([A-Z])(?![\p{L}\p{N}'’])/u)?.[1];
  return byLetter(second) === null ? byLetter(told) : null;
}

function optionWords({ letter, text }: QuestionOption): string {
  return `${letter} - ${text}`;
}
