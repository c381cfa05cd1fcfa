/**
 * Asks a person the open questions of a session, one by one.
 *
 * @module
 */

import type { Terminal } from "../system/terminal.ts";
import { oneLine } from "../workflow/one_line.ts";
import { suggestedAnswer, wholeAnswer } from "../workflow/option_answer.ts";
import type { Question } from "../workflow/question_block.ts";
import { fillAnswers, parseQuestions } from "../workflow/questions.ts";

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

/** What a person answered. */
export interface Asked {
  /** By id. */
  readonly answers: Readonly<Record<string, string>>;
  /** Id of the question that got no answer any more: the input ended, or `stop` was aborted; `null`: all got one. */
  readonly endedAt: string | null;
}

/**
 * Asks until every open question has an answer that fits; an empty line takes the suggestion.
 *
 * @param text Contents of the questions file.
 */
export async function askQuestions(
  terminal: Terminal,
  { text, stop }: { readonly text: string; readonly stop: AbortSignal },
): Promise<Asked> {
  const answers: Record<string, string> = {};
  const stopped = new Promise<null>((resolve) => {
    stop.addEventListener("abort", () => resolve(null), { once: true });
  });
  const ask = (words: string) => Promise.race([terminal.ask(words), stopped]);
  for (const question of parseQuestions(text)) {
    if (question.answer !== null) continue;
    for (const line of questionLines(question)) terminal.err(line);
    const answer = await askOne({ err: terminal.err, ask }, { question, text });
    if (answer === null) return { answers, endedAt: question.id };
    answers[question.id] = answer;
  }
  return { answers, endedAt: null };
}

async function askOne(
  terminal: Pick<Terminal, "ask" | "err">,
  { question, text }: { readonly question: Question; readonly text: string },
): Promise<string | null> {
  const { id } = question;
  const suggested = suggestedAnswer(question);
  const enter = suggested === null ? "" : " (Enter takes the suggestion)";
  for (;;) {
    const line = (await terminal.ask(`${id}${enter}: `))?.trim();
    if (line === undefined) return null;
    const answer = line === "" && suggested !== null
      ? suggested
      : wholeAnswer(line, question);
    const { problems: [problem] } = fillAnswers(text, { [id]: answer }, {
      acceptSuggestions: false,
    });
    if (problem === undefined) return answer;
    terminal.err(`    ${problem}`);
  }
}
