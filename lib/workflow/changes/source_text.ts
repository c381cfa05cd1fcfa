/**
 * Source text with its comments and the insides of its strings taken out, place for place.
 *
 * @module
 */

import type { Language } from "./language.ts";

/** A text in two forms as long as itself, so that places in one are places in the other. */
export interface SourceText {
  /** Comments are spaces. */
  readonly code: string;
  /** Comments are spaces, and what stands between quotes is {@linkcode FILLER}. */
  readonly bare: string;
}

/** Stands for each character between quotes. */
export const FILLER = "\u0001";

interface Rules {
  readonly line: readonly string[];
  readonly block: boolean;
  /** Longest first. */
  readonly quotes: readonly string[];
  /** Quotes whose text may span lines. */
  readonly long: readonly string[];
}

const RULES: Readonly<Record<Language, Rules>> = {
  js: { line: ["//"], block: true, quotes: ['"', "'", "`"], long: ["`"] },
  java: { line: ["//"], block: true, quotes: ['"""', '"', "'"], long: ['"""'] },
  go: { line: ["//"], block: true, quotes: ['"', "'", "`"], long: ["`"] },
  rust: { line: ["//"], block: true, quotes: ['"', "'"], long: ['"'] },
  python: {
    line: ["#"],
    block: false,
    quotes: ['"""', "'''", '"', "'"],
    long: ['"""', "'''"],
  },
  shell: { line: ["#"], block: false, quotes: ['"', "'"], long: ['"', "'"] },
};

/**
 * Takes comments and strings out of a text; text that is no sound program comes out somehow, never with an error.
 *
 * @example
 * ```ts
 * import { FILLER, sourceText } from "./source_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { code, bare } = sourceText('it("a"); // it', "js");
 * assertEquals(code, 'it("a");      ');
 * assertEquals(bare, `it("${FILLER}");      `);
 * ```
 */
export function sourceText(text: string, language: Language): SourceText {
  const rules = RULES[language];
  const code: string[] = [];
  const bare: string[] = [];
  const put = (piece: string, as: "code" | "comment" | "string") => {
    const without = (filler: string) => piece.replaceAll(/[^\n]/g, filler);
    code.push(as === "comment" ? without(" ") : piece);
    bare.push(
      as === "code" ? piece : as === "string" ? without(FILLER) : without(" "),
    );
  };
  for (let at = 0; at < text.length;) {
    const comment = commentAt(text, { at, rules, language });
    if (comment > 0) {
      put(text.slice(at, at + comment), "comment");
      at += comment;
      continue;
    }
    const string = stringAt(text, { at, rules, language });
    if (string !== null) {
      const { quote, length } = string;
      const closed = Math.min(text.length, at + length);
      put(text.slice(at, at + quote), "code");
      put(text.slice(at + quote, closed - string.end), "string");
      put(text.slice(closed - string.end, closed), "code");
      at = closed;
      continue;
    }
    put(text[at]!, "code");
    at++;
  }
  return { code: code.join(""), bare: bare.join("") };
}

/** Makes a function that tells the number of the line of a place, from 1. */
export function lineFinder(text: string): (at: number) => number {
  const ends: number[] = [];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) {
    ends.push(i);
  }
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

interface Where {
  readonly at: number;
  readonly rules: Rules;
  readonly language: Language;
}

/** Length of the comment that begins here; 0: none does. */
function commentAt(text: string, { at, rules, language }: Where): number {
  if (rules.block && text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return (end < 0 ? text.length : end + 2) - at;
  }
  if (!rules.line.some((mark) => text.startsWith(mark, at))) return 0;
  // `$#` and `a#b` are no comments of a shell.
  if (language === "shell" && at > 0 && !/[\s;&|(]/.test(text[at - 1]!)) {
    return 0;
  }
  const end = text.indexOf("\n", at);
  return (end < 0 ? text.length : end) - at;
}

/** Length of the opening quote, of all with both quotes, and of the closing one. */
interface Quoted {
  readonly quote: number;
  readonly length: number;
  readonly end: number;
}

function stringAt(text: string, where: Where): Quoted | null {
  const { at, rules, language } = where;
  if (language === "js" && text[at] === "/") return patternAt(text, at);
  const quote = rules.quotes.find((mark) => text.startsWith(mark, at));
  if (quote === undefined) return null;
  // A lifetime of Rust has no second quote.
  if (
    language === "rust" && quote === "'" &&
    !/^'(\\.[^']*|[^\\'])'/.test(text.slice(at, at + 12))
  ) return null;
  const long = rules.long.includes(quote);
  const escapes = !(language === "shell" && quote === "'") &&
    !(language === "go" && quote === "`");
  for (let i = at + quote.length; i < text.length; i++) {
    if (escapes && text[i] === "\\") i++;
    else if (text.startsWith(quote, i)) {
      const length = i + quote.length - at;
      return { quote: quote.length, length, end: quote.length };
    } else if (!long && text[i] === "\n") {
      // Never closed: an apostrophe, or no sound program.
      return null;
    }
  }
  return null;
}

/** A regular expression, where one can begin. */
function patternAt(text: string, at: number): Quoted | null {
  const before = text.slice(Math.max(0, at - 20), at).trimEnd();
  if (before !== "" && !/([(,=:[!&|?{};+]|\breturn|=>)$/.test(before)) {
    return null;
  }
  const [whole] = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//
    .exec(text.slice(at, at + 1000)) ?? [];
  return whole === undefined
    ? null
    : { quote: 1, length: whole.length, end: 1 };
}
