/**
 * The words of shell commands.
 *
 * @module
 */

/** One simple command: its words without their quotes. */
export type Words = readonly string[];

/**
 * Splits a command line into simple commands; what a shell would expand stays as it is written.
 *
 * @example
 * ```ts
 * import { commandWords } from "./commands.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(commandWords("cd a && sh 'b c' | tee log"), [
 *   ["cd", "a"],
 *   ["sh", "b c"],
 *   ["tee", "log"],
 * ]);
 * ```
 */
export function commandWords(line: string): readonly Words[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (char === "\\" && i + 1 < line.length) {
      i++;
      if (line[i] !== "\n") word = (word ?? "") + line[i];
    } else if (char === "'" || char === '"') {
      const end = closing(line, i);
      word = (word ?? "") + line.slice(i + 1, end);
      i = end;
    } else if (
      /[;&|()\n{}]/.test(char) && !(/[{}]/.test(char) && word !== null)
    ) {
      endCommand();
    } else if (/\s/.test(char)) endWord();
    else word = (word ?? "") + char;
  }
  endCommand();
  return commands;
}

/** Value of the first flag that fits, whether it stands behind `=` or in the next word. */
export function flagValue(words: Words, flag: RegExp): string | undefined {
  for (const [i, word] of words.entries()) {
    const [name = "", value] = word.split("=", 2);
    if (flag.test(name)) return value ?? words[i + 1];
  }
  return undefined;
}

/** A path below a folder, without `.` and `..`. */
export function pathBelow(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function closing(line: string, from: number): number {
  const quote = line[from]!;
  for (let i = from + 1; i < line.length; i++) {
    if (quote === '"' && line[i] === "\\") i++;
    else if (line[i] === quote) return i;
  }
  return line.length;
}
