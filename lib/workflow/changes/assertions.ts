/**
 * The assertions in a file of tests.
 *
 * @module
 */

import { chainEnd, closingAt, compact } from "./balanced.ts";
import type { Language } from "./language.ts";
import { lineFinder, type SourceText } from "./source_text.ts";

/** One assertion, from its name to the bracket that closes it. */
export interface Assertion {
  /** Code without white space that does not matter: equal for equal assertions. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Names that are followed by a bracket. */
const CALLS: Readonly<Record<Language, RegExp | null>> = {
  js:
    /(?<![\w$.])(?:(?:assert\w*|chai\.\w+|should|strictEqual|deepEqual|deepStrictEqual|notStrictEqual|notDeepEqual)(?:\.[\w$]+)*|expect(?:\.[\w$]+)*|t\.(?:is|not|deepEqual|like|throws\w*|notThrows\w*|true|false|truthy|falsy|regex|notRegex|snapshot|equal|equals|same|notSame|strictEqual|ok|notOk|match|rejects|error)|assertSnapshot)\s*(?=\()/g,
  python:
    /(?<![\w.])(?:self\.(?:assert\w+|fail)|(?:\w+\.)*(?:assert_\w+)|pytest\.(?:raises|approx|warns|fail))\s*(?=\()/g,
  shell: null,
  go:
    /(?<![\w.])(?:(?:assert|require|is|qt)\.\w+|cmp\.Diff|reflect\.DeepEqual)\s*(?=\()/g,
  rust:
    /(?<![\w])(?:debug_)?(?:assert\w*|matches|prop_assert\w*)!\s*(?=[([{])/g,
  java:
    /(?<![\w.])(?:(?:Assertions|Assert|Truth)\.)?(?:assert\w+|expectThrows|verify|fail)\s*(?=\()/g,
};

/** Whole lines that assert. */
const LINES: Readonly<Record<Language, readonly RegExp[]>> = {
  js: [/^.*\.should\b.*$/gm],
  python: [],
  // In a script whatever may fail is asked to succeed.
  shell: [
    /^(?![ \t]*(?:(?:echo|printf|set[ \t]+(?!-\w*e)|cd|source|export|local|readonly|mkdir|rm|cp|mv|touch|trap|shift)(?![\w-])|\.[ \t]|(?:then|else|fi|do|done|esac|in)[ \t]*$|[{}();&|]+[ \t]*$|[\w-]+[ \t]*\(\)[ \t]*\{[ \t]*$|[\w]+=[^$`]*$))[ \t]*\S.*$/gm,
  ],
  go: [
    /^[ \t]*(?:\}[ \t]*else[ \t]+)?if\b.*(?:[!=]=|[<>]|!\w|\bok\b|\bEqual\b).*$/gm,
  ],
  rust: [/#\[[ \t]*should_panic[^\]]{0,199}\]/g],
  java: [/@Test\([^)]{0,199}\bexpected\b[^)]{0,199}\)/g],
};

/** `assert x == 3, "…"`, over as many lines as its brackets need. */
const PYTHON_ASSERT = /^[ \t]*assert\b/gm;
/** What is said of a failure does not matter, only that there is one. */
const GO_FAILURE =
  /(?<![\w.])[tb]\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\b/g;

/** Finds all assertions, in the order of the file; an equal one may be there several times. */
export function assertions(
  source: SourceText,
  language: Language,
): readonly Assertion[] {
  const { bare } = source;
  const found: (readonly [number, number])[] = [];
  const add = (from: number, to: number) => void found.push([from, to]);
  const calls = CALLS[language];
  if (language === "python") {
    for (const { 0: { length }, index } of bare.matchAll(PYTHON_ASSERT)) {
      add(index, statementEnd(bare, index + length));
    }
  }
  if (calls !== null) {
    let behind = 0;
    for (const { 0: { length }, index } of bare.matchAll(calls)) {
      if (index < behind) continue;
      behind = chainEnd(bare, index + length);
      add(index, behind);
    }
  }
  for (const pattern of LINES[language]) {
    for (const { 0: { length }, index } of bare.matchAll(pattern)) {
      add(index, index + length);
    }
  }
  if (language === "go") {
    for (const { 0: { length }, index } of bare.matchAll(GO_FAILURE)) {
      add(index, index + length);
    }
  }
  const lineOf = lineFinder(bare);
  return outermost(found).map(([from, to]) => ({
    text: compact({
      code: source.code.slice(from, to),
      bare: bare.slice(from, to),
    }),
    line: lineOf(from + /^\s*/.exec(bare.slice(from, to))![0].length),
  }));
}

/** In order; what stands inside of another assertion belongs to it. */
function outermost(
  ranges: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  let behind = -1;
  return ranges.toSorted(([a, b], [c, d]) => a - c || d - b)
    .filter(([, to]) => {
      if (to <= behind) return false;
      behind = to;
      return true;
    });
}

/** End of a Python statement: the end of its line, brackets and continued lines passed over. */
function statementEnd(bare: string, at: number): number {
  for (let i = at; i < bare.length; i++) {
    const char = bare[i]!;
    if (char === "\n") return i;
    if (char === "\\" && bare[i + 1] === "\n") i++;
    else if ("([{".includes(char)) i = closingAt(bare, i) - 1;
  }
  return bare.length;
}

/** Callers that hold almost anything for right. */
const WEAK =
  /^(?:assert|assert\.ok|assertExists|assertTrue|assertNotNull|assertIsNotNone|self\.assert(?:True|IsNotNone)|assert!|t\.(?:truthy|ok))\(|\.(?:toBeTruthy|toBeDefined|toBeFalsy|toBeUndefined|not\.toBeNull|not\.toThrow)\(|^assert [\w.()[\]]+$/;
const TOLERANT =
  /closeTo|AlmostEqual|approx|within|delta|tolerance|epsilon|InDelta/i;

/**
 * Whether an assertion that took the place of another one holds more for right.
 *
 * @example
 * ```ts
 * import { isLooser } from "./assertions.ts";
 * import { assert } from "@std/assert";
 *
 * assert(isLooser("expect(a).toBe(3)", "expect(a).toBeTruthy()"));
 * assert(isLooser("near(a,3,0.1)", "near(a,3,0.1)") === false);
 * ```
 */
export function isLooser(before: string, after: string): boolean {
  if (before === after) return false;
  if (WEAK.test(after) && !WEAK.test(before)) return true;
  if (!TOLERANT.test(after)) return false;
  if (!TOLERANT.test(before)) return true;
  const [was, is] = [lastNumber(before), lastNumber(after)];
  // This one counts digits that must be right.
  return /toBeCloseTo/.test(after) ? is < was : is > was;
}

function lastNumber(text: string): number {
  return Number(/(\d+(?:\.\d+)?(?:e-?\d+)?)\D*$/i.exec(text)?.[1] ?? 0);
}
