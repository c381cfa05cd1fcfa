/**
 * A terminal that remembers what was written to it.
 *
 * @module
 */

import type { Terminal } from "../../lib/system/terminal.ts";

/** Surroundings of a {@linkcode FakeTerminal}; nothing is taken from this process. */
export interface FakeTerminalOptions {
  readonly cwd: string;
  /** The environment; empty unless given. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the person answers, in order; with any, the person can be asked. */
  readonly answers?: readonly string[];
  /** All of standard input. */
  readonly stdin?: string;
  /** Both outputs are a terminal. */
  readonly isTerminal?: boolean;
  /** Its width; 80 unless told. */
  readonly columns?: number;
}

/** A terminal with its output. */
export interface FakeTerminal extends Terminal {
  /** Lines of standard output. */
  readonly outLines: readonly string[];
  /** Lines of standard error; raw text and questions are an element each. */
  readonly errLines: readonly string[];
}

/** Makes a terminal; nobody answers unless `answers` are given. */
export function fakeTerminal(options: FakeTerminalOptions): FakeTerminal {
  const { cwd, env = {}, answers = [], stdin = "", isTerminal = false } =
    options;
  const outLines: string[] = [];
  const errLines: string[] = [];
  const left = [...answers];
  return {
    cwd,
    env,
    outLines,
    errLines,
    isTerminal,
    errIsTerminal: isTerminal,
    canAsk: answers.length > 0,
    color: false,
    columns: options.columns ?? 80,
    out: (line) => void outLines.push(line),
    err: (line) => void errLines.push(line),
    errRaw: (text) => void errLines.push(text),
    ask(question) {
      errLines.push(question);
      return Promise.resolve(left.shift() ?? null);
    },
    readAll: () => Promise.resolve(stdin),
  };
}
