/**
 * Asks a person the open questions of a session, one by one.
 *
 * @module
 */

import { RefusedError } from "../session/refused.ts";
import type { Terminal } from "../system/terminal.ts";
import { oneLine } from "../workflow/one_line.ts";
import type { Question } from "../workflow/question_block.ts";
import { fillAnswers, parseQuestions } from "../workflow/questions.ts";
import { wholeAnswer } from "./answer_words.ts";

/** A question with its options and its suggestion, as lines for a terminal. */
export function questionLines(question: Question): readonly string[] {
  const [first = "", ...more] = question.question.split("\n");
  return [
    oneLine(`${question.id}: ${first}`),
    ...more.map((line) => `    ${oneLine(line)}`),
    ...question.options.map(({ letter, text }) =>
      `    ${letter}) ${oneLine(text)}`
    ),
    ...(question.suggestion === null
      ? []
      : [`    suggested: ${oneLine(question.suggestion)}`]),
  ];
}

/**
 * Asks until every open question has an answer that fits; an empty line takes the suggestion.
 *
 * @param text Contents of the questions file.
 * @returns Answers by id.
 * @throws {RefusedError} when the input ends before that.
 */
export async function askQuestions(
  terminal: Terminal,
  text: string,
): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const question of parseQuestions(text)) {
    if (question.answer !== null) continue;
    for (const line of questionLines(question)) terminal.err(line);
    answers[question.id] = await askOne(terminal, { question, text });
  }
  return answers;
}

async function askOne(
  terminal: Terminal,
  { question, text }: { readonly question: Question; readonly text: string },
): Promise<string> {
  const { id, suggestion } = question;
  const enter = suggestion === null ? "" : " (Enter takes the suggestion)";
  for (;;) {
    const line = (await terminal.ask(`${id}${enter}: `))?.trim();
    if (line === undefined) {
      throw new RefusedError(`Cannot answer: the input ended at ${id}`);
    }
    const answer = line === "" && suggestion !== null
      ? suggestion
      : wholeAnswer(line, question);
    const { problems: [problem] } = fillAnswers(text, { [id]: answer }, {
      acceptSuggestions: false,
    });
    if (problem === undefined) return answer;
    terminal.err(`    ${problem}`);
  }
}
