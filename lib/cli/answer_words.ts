/**
 * Answers as a person types them: `1=B 2="free text"`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";

/** Session and answers of a call. */
export interface AnswerWords {
  readonly session: string | undefined;
  /** By id, as `Q1`. */
  readonly answers: Readonly<Record<string, string>>;
}

/**
 * Sorts `[SESSION] [N=ANSWER …]`: words with `=` are answers.
 *
 * @throws {UsageError} for a word that is neither, and for two answers to one question.
 *
 * @example
 * ```ts
 * import { answerWords } from "./answer_words.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(answerWords(["auth", "1=B", "q2=a=b"]), {
 *   session: "auth",
 *   answers: { Q1: "B", Q2: "a=b" },
 * });
 * ```
 */
export function answerWords(words: readonly string[]): AnswerWords {
  const [first] = words;
  const session = first === undefined || first.includes("=")
    ? undefined
    : first;
  if (session !== undefined && /^q?\d{1,2}$/i.test(session)) {
    throw new UsageError(`Cannot take "${session}" as an answer`, {
      hint: `samocode answer ${session}=…`,
    });
  }
  // A letter without its question; a session may be called by one small letter.
  if (session !== undefined && words.length === 1 && /^[A-Z]$/.test(session)) {
    throw new UsageError(
      `Cannot take "${session}" as an answer: to which question?`,
      {
        hint: `samocode answer 1=${session}`,
      },
    );
  }
  const answers: Record<string, string> = {};
  for (const word of session === undefined ? words : words.slice(1)) {
    const at = word.indexOf("=");
    const id = word.slice(0, at).trim().toUpperCase().replace(/^(?=\d)/, "Q");
    if (at < 0 || !/^Q\d+$/.test(id)) {
      throw new UsageError(`Cannot take "${word}" as an answer`, {
        hint: 'samocode answer NAME 1=B 2="free text"',
      });
    }
    if (Object.hasOwn(answers, id)) {
      throw new UsageError(`Cannot answer ${id} twice`);
    }
    answers[id] = word.slice(at + 1);
  }
  return { session, answers };
}
