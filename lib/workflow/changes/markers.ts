/**
 * What makes a test not run, run alone, end early, or pass whatever happens.
 *
 * @module
 */

import type { Language } from "./language.ts";
import {
  MARKER_PATTERNS,
  type MarkerName,
  type MarkerPattern,
} from "./marker_patterns.ts";
import { lineFinder, type SourceText } from "./source_text.ts";

/** One of them in a file. */
export interface Marker {
  readonly name: MarkerName;
  /** Its line, or what of it counts; equal for equal markers. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether it may stand in a file that is new: such things are usual where nothing is taken away by them. */
  readonly fineWhenNew: boolean;
}

/** Finds all markers; `text` is the whole file, since some of them are comments. */
export function markers(
  { code, bare }: SourceText,
  { language, text }: { readonly language: Language; readonly text: string },
): readonly Marker[] {
  const lineOf = lineFinder(code);
  const lines = code.split("\n");
  const found: Marker[] = [];
  const add = (pattern: Omit<MarkerPattern, "pattern">, at: number) => {
    const line = lineOf(at);
    found.push({
      name: pattern.name,
      text: lines[line - 1]!.trim(),
      line,
      fineWhenNew: pattern.fineWhenNew ?? false,
    });
  };
  for (const pattern of MARKER_PATTERNS[language]) {
    for (const { 0: whole, index } of bare.matchAll(pattern.pattern)) {
      // The word that matters stands at the end of what leads to it.
      const lead = /^\s*/.exec(whole)![0].length;
      add(
        pattern,
        pattern.name === "test-ended-early"
          ? index + Math.max(whole.lastIndexOf("return"), lead)
          : index + lead,
      );
    }
  }
  if (language === "shell") {
    for (const at of earlyEnds(bare)) {
      add({ name: "test-ended-early", fineWhenNew: true }, at);
    }
  }
  if (language === "go") {
    for (
      const { 0: line, index } of text.matchAll(
        /^\/\/(?:go:build|\s*\+build)\b.*$/gm,
      )
    ) {
      const name = "test-skipped";
      found.push({ name, text: line, line: lineOf(index), fineWhenNew: true });
    }
  }
  return found;
}

/** An end with success, or a bare one that begins its line. */
const SHELL_END =
  /(?:^|[;&|{(]|\b(?:then|do|else))[ \t]*(?:exit|return)[ \t]+0\b|^(?:exit|return)[ \t]*$/gm;

/** What may stand behind an end although nothing is run there. */
const SHELL_CLOSING = /^[\s;&|})]*(?:\b(?:fi|done|esac)\b[\s;&|})]*)*$/;

/** Places where a script ends with more of it behind; a function may return. */
function earlyEnds(bare: string): readonly number[] {
  return [...bare.matchAll(SHELL_END)].map(({ 0: whole, index }) => ({
    at: index + whole.search(/exit|return/),
    end: index + whole.length,
  })).filter(({ at, end }) => {
    const indented = /(?:^|\n)[ \t]+[^\n]*$/.test(bare.slice(0, at));
    if (bare.startsWith("return", at) && indented) return false;
    return bare.slice(end).split("\n").some((line) =>
      !SHELL_CLOSING.test(line)
    );
  }).map(({ at }) => at);
}
