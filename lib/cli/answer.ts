/**
 * `samocode answer`: answers the questions of a session.
 *
 * @module
 */

import { interruptReason } from "../engine/input.ts";
import { UsageError } from "../errors.ts";
import { answerQuestions } from "../session/answers.ts";
import { readQuestions } from "../session/questions_file.ts";
import { RefusedError } from "../session/refused.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import type { Terminal } from "../system/terminal.ts";
import { stopCode } from "../workflow/stop_reason.ts";
import { wholeAnswer } from "../workflow/option_answer.ts";
import { parseQuestions } from "../workflow/questions.ts";
import { type Acting, gateCall, loadForActing, openActing } from "./acting.ts";
import { type AnswerWords, answerWords } from "./answer_words.ts";
import { askQuestions, questionLines } from "./ask_questions.ts";
import { goOn } from "./go_on.ts";
import { commandLines } from "./look/place.ts";
import { orWait } from "./or_wait.ts";
import { type Call, on, text } from "./subcommand.ts";

/** Runs the subcommand. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const words = wordsOf(call);
  const config = await loadForActing(call, terminal);
  const acting = await openActing(words.session, { terminal, config });
  const { store, name } = acting;
  const seen = store.state;
  const { answers, endedBy } = await answersOf(acting, { call, words });
  const { filled, open } = await orWait(
    acting,
    async () =>
      await answerQuestions(store, {
        ...await gateCall(acting),
        seen,
        answers,
        acceptSuggestions: on(call, "accept-suggestions"),
      }),
  );
  if (open.length === 0) {
    terminal.out(`All questions are answered: ${name} goes on`);
    return await goOn(acting, call);
  }
  terminal.out(`Answered ${filled.join(", ")}; still open: ${open.join(", ")}`);
  terminal.err(
    `samocode: next: ${
      commandLines(acting)(name)("answer", `${open[0]!.slice(1)}=…`)
    }`,
  );
  if (endedBy !== null) return endedBy;
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

/** What a person answers. */
interface Given {
  readonly answers: Readonly<Record<string, string>>;
  /** Exit code where not all that was asked for was answered; `null`: it was. */
  readonly endedBy: number | null;
}

/** The answers that were given, with the words of the options; asked for where none was given. */
async function answersOf(
  { terminal, store, name }: Acting,
  { call, words }: { readonly call: Call; readonly words: AnswerWords },
): Promise<Given> {
  const { state } = store;
  // Whatever is wrong is told when the answers are to be written.
  if (state.waiting?.reason !== "qa_answers" || state.attempt !== null) {
    return { answers: {}, endedBy: null };
  }
  const questions = readQuestions(store.paths) ?? "";
  const asked = parseQuestions(questions);
  const open = asked.filter(({ answer }) => answer === null);
  const given = Object.entries(words.answers);
  if (
    given.length > 0 || open.length === 0 || on(call, "accept-suggestions")
  ) {
    const whole = given.map(([id, answer]) => {
      const question = asked.find((one) => one.id === id);
      return [id, question ? wholeAnswer(answer, question) : answer];
    });
    return { answers: Object.fromEntries(whole), endedBy: null };
  }
  if (terminal.canAsk) return await askedFor(terminal, questions);
  for (const line of open.flatMap(questionLines)) terminal.err(line);
  throw new UsageError(`Cannot answer "${name}": no answer is given`, {
    hint: `samocode answer ${name} ${open[0]!.id.slice(1)}=…`,
  });
}

/** What a person types; what was answered before the input ended, or before Ctrl-C, counts. */
async function askedFor(terminal: Terminal, text: string): Promise<Given> {
  const interrupts = listenForInterrupts(() => {});
  try {
    const { stop } = interrupts;
    const { answers, endedAt } = await askQuestions(terminal, { text, stop });
    if (endedAt === null) return { answers, endedBy: null };
    const by = interrupts.current();
    const exitCode = by === null ? 1 : stopCode(interruptReason(by));
    const words = by === null ? "the input ended" : "interrupted";
    if (Object.keys(answers).length === 0) {
      throw new RefusedError(`Cannot answer: ${words} at ${endedAt}`, {
        exitCode,
      });
    }
    terminal.err(`samocode: ${words} at ${endedAt}`);
    return { answers, endedBy: exitCode };
  } finally {
    interrupts.close();
  }
}
