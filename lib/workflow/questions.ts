/**
 * The questions file: what the provider asks, and what the person answered.
 *
 * @module
 */

import { markdownLines } from "./markdown_lines.ts";
import { suggestedAnswer } from "./option_answer.ts";
import {
  ANSWER,
  type Question,
  type QuestionBlock,
  questionBlocks,
  WAITING,
} from "./question_block.ts";

/** What is filled in, and what could not be. */
export interface FilledAnswers {
  readonly text: string;
  /** Ids of the questions whose answer line is another now. */
  readonly filled: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Reads the questions of a file in their order; never throws. Blocks inside code are none.
 *
 * An answer may also stand on the lines below an empty answer line.
 *
 * @example
 * ```ts
 * import { parseQuestions } from "./questions.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const [question] = parseQuestions(
 *   "### Q1: Which?\nA) This\nB) That\n**Suggestion:** B - newer\n**Answer:** _waiting_\n",
 * );
 * assertEquals(question?.options[1], { letter: "B", text: "That" });
 * assertEquals(question?.answer, null);
 * ```
 */
export function parseQuestions(text: string): readonly Question[] {
  return questionBlocks(text).map(({ question }) => question);
}

/**
 * Tells whether a file asks anything, and whether everything is answered.
 *
 * @param text Contents, or `null` when there is no file.
 *
 * @example
 * ```ts
 * import { questionsState } from "./questions.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(questionsState(null), "none");
 * assertEquals(questionsState("### Q1: Go?\n**Answer:** yes\n"), "complete");
 * ```
 */
export function questionsState(
  text: string | null,
): "none" | "open" | "complete" {
  const questions = parseQuestions(text ?? "");
  if (questions.length === 0) return "none";
  return questions.every(({ answer }) => answer !== null) ? "complete" : "open";
}

/**
 * Writes answers into the answer lines; every other byte stays as it is.
 *
 * A given answer replaces an earlier one, a suggestion never does; of a suggested option the option is the answer, not
 * the reason it is suggested for. What cannot be filled in is a problem, and the
 * rest is filled in all the same.
 *
 * @param answers Answers by id (`Q1`, `q1` or `1`): an option's letter, or any text.
 *
 * @example
 * ```ts
 * import { fillAnswers } from "./questions.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "### Q1: Which?\nA) This\nB) That\n**Answer:** _waiting_\n";
 * const { text: after } = fillAnswers(text, { "1": "b" }, {
 *   acceptSuggestions: false,
 * });
 * assertEquals(after, text.replace("_waiting_", "B"));
 * ```
 */
export function fillAnswers(
  text: string,
  answers: Readonly<Record<string, string>>,
  { acceptSuggestions }: { readonly acceptSuggestions: boolean },
): FilledAnswers {
  const found = questionBlocks(text);
  const problems: string[] = [];
  const wanted = new Map<QuestionBlock, string>();
  for (const [key, value] of Object.entries(answers)) {
    const id = questionId(key);
    const [block, second] = found.filter(({ question }) => question.id === id);
    const answer = block && answerText(value, block.question);
    if (block === undefined) problems.push(`there is no question "${key}"`);
    else if (second !== undefined) problems.push(`there are two "${id}"`);
    else if (block.below) {
      problems.push(`${id} is answered below its answer line already`);
    } else if (answer === undefined) {
      const letters = block.question.options.map(({ letter }) => letter);
      problems.push(
        `${JSON.stringify(value)} is no answer to ${id}` +
          (letters.length > 0 ? `, options are ${letters.join(", ")}` : ""),
      );
    } else wanted.set(block, answer);
  }
  if (acceptSuggestions) {
    const named = new Set(Object.keys(answers).map(questionId));
    for (const block of found) {
      const { id, answer } = block.question;
      if (answer !== null || named.has(id)) continue;
      const suggested = suggestedAnswer(block.question);
      if (suggested === null) problems.push(`${id} has no suggestion`);
      else wanted.set(block, suggested);
    }
  }
  const lines = markdownLines(text).map(({ text, ending }) => text + ending);
  const filled: string[] = [];
  for (const [{ question, answerLine }, answer] of wanted) {
    if (answerLine === null) {
      problems.push(`${question.id} has no line "**Answer:**"`);
      continue;
    }
    const label = answerLine.text.match(ANSWER)?.[1] ?? "";
    lines[answerLine.number - 1] = `${label} ${answer}${answerLine.ending}`;
    filled.push(question.id);
  }
  return { text: lines.join(""), filled, problems };
}

function questionId(key: string): string {
  const id = key.trim().toUpperCase();
  return /^\d+$/.test(id) ? `Q${id}` : id;
}

/** One line that counts as an answer; `undefined` when the text is none. */
function answerText(value: string, { options }: Question): string | undefined {
  const line = value.split(/[\r\n]/).map((part) => part.trim())
    .filter((part) => part !== "").join(" ");
  if (line === "" || WAITING.test(line)) return undefined;
  if (options.length === 0 || !/^[A-Za-z]$/.test(line)) return line;
  const letter = line.toUpperCase();
  return options.some((option) => option.letter === letter)
    ? letter
    : undefined;
}
