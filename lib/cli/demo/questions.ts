/**
 * What the demo agent asks, and what it makes of the answers.
 *
 * @module
 */

import { parseQuestions } from "../../workflow/questions.ts";
import { type Language, LANGUAGES } from "./program.ts";

/** What the person decided. */
export interface Choices {
  /** Without a name the logged-in user is greeted, not the world. */
  readonly byUser: boolean;
  /** The second language. */
  readonly language: Language;
}

const offered = LANGUAGES.slice(0, 3);

/** Text of `_qa.md`. */
export const QUESTIONS = `# Questions

### Q1: Who is greeted when no name is given?
A) The world: the same line everywhere, easy to test
B) Whoever is logged in: friendlier, but it depends on the machine
**Suggestion:** A - a script that prints the same everywhere surprises nobody
**Answer:** _waiting_

### Q2: Which language shall it speak beside English?
${offered.map(({ name }, i) => `${letter(i)}) ${name}`).join("\n")}
**Suggestion:** A - any will do to prove the option; more can follow
**Answer:** _waiting_
`;

/**
 * Reads the answers; an answer that names no option counts as the suggestion.
 *
 * @param text Contents of `_qa.md`, or `null` where nothing was asked.
 *
 * @example
 * ```ts
 * import { choicesOf, QUESTIONS } from "./questions.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const answered = QUESTIONS.replaceAll("_waiting_", "B");
 * assertEquals(choicesOf(answered).language.name, "German");
 * assertEquals(choicesOf(null).byUser, false);
 * ```
 */
export function choicesOf(text: string | null): Choices {
  const questions = parseQuestions(text ?? "");
  const answer = (id: string) =>
    questions.find((question) => question.id === id)?.answer ?? "";
  const second = answer("Q2");
  const index = offered.findIndex(({ name }, i) =>
    picks(second, i) || second.toLowerCase().includes(name.toLowerCase())
  );
  return {
    byUser: picks(answer("Q1"), 1),
    language: offered[index] ?? LANGUAGES[0]!,
  };
}

/** Questions with their answers in words, one line each. */
export function decisionsOf(text: string | null): readonly string[] {
  return parseQuestions(text ?? "").map(({ id, question, options, answer }) => {
    const option = options.find((_, i) => picks(answer ?? "", i));
    return `${id} ${question} ${option?.text ?? answer ?? "open"}`;
  });
}

function picks(answer: string, index: number): boolean {
  return new RegExp(`^${letter(index)}\\b`, "i").test(answer);
}

function letter(index: number): string {
  return "ABC"[index] ?? "?";
}
