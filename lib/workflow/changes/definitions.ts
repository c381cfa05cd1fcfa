/**
 * The names of the tests in a file.
 *
 * @module
 */

import { closingAt } from "./balanced.ts";
import type { Language } from "./language.ts";
import { lineFinder, type SourceText } from "./source_text.ts";

/** One test or group of tests. */
export interface Definition {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** Callers of tests, with whatever is chained to them; `.each` takes its table first. */
const JS_CALL =
  /(?<![\w$.])(?:Deno\.test|it|test|describe|context|suite|specify|bench|xit|xtest|xdescribe|xcontext|fit|ftest|fdescribe|t\.test|t\.step)((?:\.[\w$]+)*)\s*(?=[(`])/g;

/** The name is the first group, or the second where tests have quoted names. */
const NAMED: Readonly<Record<Exclude<Language, "js">, readonly RegExp[]>> = {
  python: [
    /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/gm,
    /^[ \t]*class[ \t]+(Test\w*|\w+Tests?|\w+TestCase)\b/gm,
  ],
  shell: [
    /^[ \t]*(?:function[ \t]+)?(test\w*|\w+_test|it_\w+|should_\w+)[ \t]*\(\)/gm,
    /^[ \t]*@test[ \t]+["']/gm,
  ],
  go: [
    /^func[ \t]+((?:Test|Benchmark|Example|Fuzz)\w*)[ \t]*\(/gm,
    /(?<![\w.])[tb]\.Run\([ \t]*["`]/g,
  ],
  rust: [
    /#\[(?:\w{1,99}::){0,9}(?:test|rstest|test_case|quickcheck)\b[^\]]{0,199}\]\s*(?:#\[[^\]]{0,199}\]\s*){0,19}(?:pub\s+)?(?:async\s+)?fn\s+(\w+)/g,
  ],
  java: [
    /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b(?:\([^)]{0,199}\))?\s*(?:@\w{1,99}(?:\([^)]{0,199}\))?\s*){0,19}(?:[\w<>[\],.?]{1,99}\s+){0,9}?([\w$]{1,199}|`[^`]+`)\s*\(/g,
    /\bpublic[ \t]+void[ \t]+(test\w+)[ \t]*\(/g,
  ],
};

/** Finds all definitions of tests, in the order of the file; a name may be there several times. */
export function definitions(
  source: SourceText,
  language: Language,
): readonly Definition[] {
  return language === "js" ? jsDefinitions(source) : named(source, language);
}

function named(
  { code, bare }: SourceText,
  language: Exclude<Language, "js">,
): readonly Definition[] {
  const found = new Map<number, string>();
  for (const pattern of NAMED[language]) {
    for (const match of bare.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const name = match[1] ?? quotedAt(code, end - 1);
      if (name === null) continue;
      // Two patterns may see the same test.
      const at = match[1] === undefined
        ? match.index
        : match.index + match[0].lastIndexOf(match[1]);
      found.set(at, name);
    }
  }
  const lineOf = lineFinder(code);
  return [...found].sort(([a], [b]) => a - b)
    .map(([at, name]) => ({ name, line: lineOf(at) }));
}

function jsDefinitions({ code, bare }: SourceText): readonly Definition[] {
  const found: Definition[] = [];
  const lineOf = lineFinder(code);
  for (const match of bare.matchAll(JS_CALL)) {
    let open = match.index + match[0].length;
    if (/\.(each|for)$/.test(match[1] ?? "")) {
      open = bare[open] === "`"
        ? bare.indexOf("`", open + 1) + 1
        : closingAt(bare, open);
      if (bare[open] !== "(") continue;
    }
    if (bare[open] !== "(") continue;
    const name = nameOf(code, { bare, open });
    if (name !== null) found.push({ name, line: lineOf(match.index) });
  }
  return found;
}

/** The name in a call whose bracket opens at a place. */
function nameOf(
  code: string,
  { bare, open }: { readonly bare: string; readonly open: number },
): string | null {
  const rest = bare.slice(open + 1, open + 400);
  const first = open + 1 + (rest.length - rest.trimStart().length);
  const quoted = quotedAt(code, first);
  if (quoted !== null) return quoted;
  if (code[first] === "{") {
    const at = /\bname\s*:\s*/.exec(rest);
    return at === null
      ? null
      : quotedAt(code, open + 1 + at.index + at[0].length);
  }
  const named = /^(?:async\s+)?function\s*\*?\s*([\w$]+)/.exec(
    rest.trimStart(),
  );
  if (named !== null) return named[1] ?? null;
  // A name that is computed is known by how.
  const computed = /^[\w$.]+(?=\s*,)/.exec(rest.trimStart());
  return computed === null ? null : `(${computed[0]})`;
}

/** What stands between the quotes that open at a place. */
function quotedAt(code: string, at: number): string | null {
  const quote = code[at];
  if (quote === undefined || !`"'\``.includes(quote)) return null;
  for (let i = at + 1; i < code.length; i++) {
    if (code[i] === "\\") i++;
    else if (code[i] === quote) return code.slice(at + 1, i);
  }
  return null;
}
