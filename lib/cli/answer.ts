/**
 * `samocode answer`: answers the questions of a session.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { answerQuestions } from "../session/answers.ts";
import { readQuestions } from "../session/questions_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { stopCode } from "../workflow/row.ts";
import { parseQuestions } from "../workflow/questions.ts";
import { type Acting, gateCall, loadForActing, openActing } from "./acting.ts";
import { type AnswerWords, answerWords, wholeAnswer } from "./answer_words.ts";
import { askQuestions, questionLines } from "./ask_questions.ts";
import { goOn } from "./go_on.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const words = wordsOf(call);
  const config = await loadForActing(call, terminal);
  const acting = await openActing(words.session, { terminal, config });
  const { store, name } = acting;
  const seen = store.state;
  const { filled, open } = await answerQuestions(store, {
    ...await gateCall(acting),
    seen,
    answers: await answersOf(acting, { call, words }),
    acceptSuggestions: on(call, "accept-suggestions"),
  });
  if (open.length === 0) {
    terminal.out(`All questions are answered: ${name} goes on`);
    return await goOn(acting, call);
  }
  terminal.out(`Answered ${filled.join(", ")}; still open: ${open.join(", ")}`);
  terminal.err(
    `samocode: next: samocode answer ${name} ${open[0]!.slice(1)}=…`,
  );
  // The run would only say that it waits.
  return on(call, "run") ? stopCode("waiting") : 0;
}

function wordsOf(call: Call): AnswerWords {
  const { session, answers } = answerWords(call.positionals);
  const flag = text(call, "session");
  if (flag !== undefined && session !== undefined) {
    throw new UsageError(`Cannot take "${session}" as an answer`, {
      hint: `samocode answer --session ${flag} 1=B`,
    });
  }
  return { session: flag ?? session, answers };
}

/** The answers that were given, with the words of the options; asked for where none was given. */
async function answersOf(
  { terminal, store, name }: Acting,
  { call, words }: { readonly call: Call; readonly words: AnswerWords },
): Promise<Readonly<Record<string, string>>> {
  const { state } = store;
  // Whatever is wrong is told when the answers are to be written.
  if (state.waiting?.reason !== "qa_answers" || state.attempt !== null) {
    return {};
  }
  const questions = readQuestions(store.paths) ?? "";
  const asked = parseQuestions(questions);
  const open = asked.filter(({ answer }) => answer === null);
  const given = Object.entries(words.answers);
  if (
    given.length > 0 || open.length === 0 || on(call, "accept-suggestions")
  ) {
    return Object.fromEntries(given.map(([id, answer]) => {
      const question = asked.find((one) => one.id === id);
      return [id, question ? wholeAnswer(answer, question) : answer];
    }));
  }
  if (terminal.canAsk) return await askQuestions(terminal, questions);
  for (const line of open.flatMap(questionLines)) terminal.err(line);
  throw new UsageError(`Cannot answer "${name}": no answer is given`, {
    hint: `samocode answer ${name} ${open[0]!.id.slice(1)}=…`,
  });
}
