/**
 * A terminal that may go away while the work goes on: it is closed, or the reader of a pipe ends.
 *
 * @module
 */

import { isSystemError } from "./system_error.ts";
import { OutputClosed, type Terminal } from "./terminal.ts";

/**
 * The same terminal, but writing never fails: a stream that cannot be written to is silent from then on, and a question that cannot be asked gets no
 * answer.
 */
export function lastingTerminal(terminal: Terminal): Terminal {
  const out = untilGone();
  const err = untilGone();
  return {
    isTerminal: terminal.isTerminal,
    errIsTerminal: terminal.errIsTerminal,
    canAsk: terminal.canAsk,
    color: terminal.color,
    get columns() {
      return terminal.columns;
    },
    cwd: terminal.cwd,
    env: terminal.env,
    out: (line) => out(() => terminal.out(line)),
    err: (line) => err(() => terminal.err(line)),
    errRaw: (text) => err(() => terminal.errRaw(text)),
    async ask(question) {
      try {
        return await terminal.ask(question);
      } catch (error) {
        if (isGone(error)) return null;
        throw error;
      }
    },
    readAll: () => terminal.readAll(),
  };
}

/** Does what is given, until it fails for the first time. */
function untilGone(): (write: () => void) => void {
  let gone = false;
  return (write) => {
    if (gone) return;
    try {
      write();
    } catch (error) {
      if (!isGone(error)) throw error;
      gone = true;
    }
  };
}

function isGone(error: unknown): boolean {
  return error instanceof OutputClosed || isSystemError(error);
}
