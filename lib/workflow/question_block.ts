/**
 * One block of the questions file, as it stands there.
 *
 * @module
 */

import { type MarkdownLine, markdownLines } from "./markdown_lines.ts";

/** One lettered option. */
export interface QuestionOption {
  /** Upper case. */
  readonly letter: string;
  readonly text: string;
}

/** One `### Qn: …` block. */
export interface Question {
  /** `Q1`; upper case. */
  readonly id: string;
  /** Further lines before the options belong to it. */
  readonly question: string;
  readonly options: readonly QuestionOption[];
  /** The suggested answer with its reason; `null` when there is none. */
  readonly suggestion: string | null;
  /** `null` while it waits for the person. */
  readonly answer: string | null;
}

/** A question and the place of its answer. */
export interface QuestionBlock {
  readonly question: Question;
  /** `null` when the block has none. */
  readonly answerLine: MarkdownLine | null;
  /** Whether the answer stands on the lines below the answer line. */
  readonly below: boolean;
}

const QUESTION = /^###\s+(Q\d+)\b\s*[:.]?(.*)$/i;
const HEADING = /^#{1,3}\s/;
const OPTION = /^\s*(?:[-*+]\s+)?(?:\*\*)?([A-Za-z])\)(?:\*\*)?\s+(.*)$/;
const SUGGESTION = /^\s*\*\*Suggestion:\*\*(.*)$/i;
/** Label and answer of an answer line. */
export const ANSWER = /^(\s*\*\*Answer:\*\*)(.*)$/i;
/** What stands for an answer that is not given yet. */
export const WAITING = /^_?waiting_?$/i;

/** Finds the blocks of a file in their order; never throws. */
export function questionBlocks(text: string): readonly QuestionBlock[] {
  const groups: MarkdownLine[][] = [];
  let group: MarkdownLine[] | null = null;
  for (const line of markdownLines(text.replace(/^\uFEFF/, ""))) {
    if (!line.code && HEADING.test(line.text)) {
      group = QUESTION.test(line.text) ? [] : null;
      if (group !== null) groups.push(group);
    }
    group?.push(line);
  }
  return groups.map(readBlock);
}

function readBlock(
  [heading, ...lines]: readonly MarkdownLine[],
): QuestionBlock {
  const [, id = "", title = ""] = heading?.text.match(QUESTION) ?? [];
  const words = [title.trim()];
  const options: QuestionOption[] = [];
  const below: string[] = [];
  let suggestion: string | null = null;
  let answerLine: MarkdownLine | null = null;
  let answer = "";
  for (const line of lines) {
    const plain = line.code ? "" : line.text;
    const option = plain.match(OPTION);
    const suggested = plain.match(SUGGESTION)?.[1]?.trim();
    const answered = plain.match(ANSWER)?.[2]?.trim();
    const text = line.text.trim();
    if (answered !== undefined && answerLine === null) {
      answerLine = line;
      answer = answered;
    } else if (suggested !== undefined) suggestion = suggested || null;
    else if (answerLine !== null) {
      if (text !== "" && !/^-{3,}$/.test(text)) below.push(text);
    } else if (option !== null) {
      const [, letter = "", text = ""] = option;
      options.push({ letter: letter.toUpperCase(), text: text.trim() });
    } else if (options.length === 0 && text !== "") words.push(text);
  }
  const onLine = WAITING.test(answer) ? "" : answer;
  const isBelow = answer === "" && below.length > 0 &&
    !WAITING.test(below.join(""));
  return {
    question: {
      id: id.toUpperCase(),
      question: words.filter((word) => word !== "").join("\n"),
      options,
      suggestion,
      answer: (isBelow ? below.join("\n") : onLine) || null,
    },
    answerLine,
    below: isBelow,
  };
}
