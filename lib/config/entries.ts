/**
 * Reads `KEY=VALUE` text with the line of each entry, and refuses what would be cut or expanded in silence.
 *
 * @module
 */

import { parse } from "@std/dotenv";

/** One entry of a text. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  /** Line of the key, from 1. */
  readonly line: number;
}

/** Something wrong in a text; never shows a value, which may be a secret. */
export interface Flaw {
  /** Whose value is wrong; `null` when the name itself is. */
  readonly key: string | null;
  /** Line of the key, from 1. */
  readonly line: number;
  readonly text: string;
}

/** What {@linkcode parseEntries} found. */
export interface Entries {
  /** In the order of the text; of a key that is set twice only the first. */
  readonly entries: readonly Entry[];
  readonly flaws: readonly Flaw[];
}

/**
 * Reads all entries of a text; empty values are entries too.
 *
 * Quoted values may span lines. A value with `$` must stand in single quotes, because some readers of such files
 * would expand it.
 *
 * @example
 * ```ts
 * import { parseEntries } from "./entries.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { entries, flaws } = parseEntries("# where\nREPO = /a=b # here\nnonsense\n");
 * assertEquals(entries, [{ key: "REPO", value: "/a=b", line: 2 }]);
 * assertEquals(flaws, [{ key: null, line: 3, text: 'the line has no "="' }]);
 * ```
 */
export function parseEntries(text: string): Entries {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const entries: Entry[] = [];
  const flaws: Flaw[] = [];
  for (let at = 0; at < lines.length;) {
    const line = at + 1;
    const piece = takePiece(lines, at);
    at += piece.lines;
    if (piece.kind === "none") continue;
    if (piece.kind === "flaw") {
      flaws.push({ key: piece.key, line, text: piece.text });
      continue;
    }
    const { key } = piece;
    const earlier = entries.find((entry) => entry.key === key);
    if (earlier) {
      const text = `${key} is already set in line ${earlier.line}`;
      flaws.push({ key, line, text });
    } else {
      entries.push({ key, value: piece.value, line });
    }
  }
  return { entries, flaws };
}

type Piece =
  & { readonly lines: number }
  & (
    | { readonly kind: "none" }
    | {
      readonly kind: "flaw";
      readonly key: string | null;
      readonly text: string;
    }
    | { readonly kind: "entry"; readonly key: string; readonly value: string }
  );

/** Reads one line, or more when a quoted value spans them. */
function takePiece(rows: readonly string[], at: number): Piece {
  const row = rows[at]!;
  if (/^\s*(#|$)/.test(row)) return { kind: "none", lines: 1 };
  const equals = row.indexOf("=");
  if (equals < 0) return flaw(null, 'the line has no "="');
  const key = row.slice(0, equals).trim().replace(/^export\s+/, "");
  if (!/^[A-Za-z_]\w*$/.test(key)) {
    return flaw(null, 'the name before "=" is not of letters, digits and "_"');
  }
  const rest = row.slice(equals + 1).trimStart();
  if (/^['"]/.test(rest)) {
    return takeQuoted(key, [rest, ...rows.slice(at + 1)].join("\n"));
  }
  const problem = plainProblem(row.slice(equals));
  if (problem !== null) return flaw(key, `${key} ${problem}`);
  return { kind: "entry", key, value: valueOf(row.trim(), key), lines: 1 };
}

/** Reads a value that begins with a quote; `text` goes to the end of the file. */
function takeQuoted(key: string, text: string): Piece {
  const closed = /^(?:'[^']*'|"(?:[^"\\]|\\[^])*")/.exec(text)?.[0];
  if (closed === undefined) return flaw(key, `${key} has no closing quote`);
  const lines = closed.split("\n").length;
  const after = text.slice(closed.length).split("\n", 1)[0]!;
  if (!/^\s*(#.*)?$/.test(after)) {
    const problem = "goes on after its closing quote; quote the whole value";
    return flaw(key, `${key} ${problem}`, lines);
  }
  if (closed.startsWith('"') && closed.includes("$")) {
    return flaw(key, `${key} ${DOLLAR}`, lines);
  }
  const value = valueOf(`${key}=${closed}`, key);
  return { kind: "entry", key, value, lines };
}

function flaw(key: string | null, text: string, lines = 1): Piece {
  return { kind: "flaw", key, text, lines };
}

const DOLLAR = 'has "$" outside single quotes; nothing is expanded here';

/** What is wrong with a value without quotes, given with its `=`. */
function plainProblem(text: string): string | null {
  const comment = text.indexOf("#");
  const value = comment < 0 ? text : text.slice(0, comment);
  if (value.includes("$")) return DOLLAR;
  if (comment >= 0 && !/\s$/.test(value)) {
    return 'is cut off at "#", which begins a comment; quote the value';
  }
  return null;
}

function valueOf(text: string, key: string): string {
  const values = parse(text);
  // A plain object has inherited names, such as `__proto__`, that are no text.
  return Object.hasOwn(values, key) ? values[key]! : "";
}
