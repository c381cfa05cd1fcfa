/**
 * A value as a person wrote it, with the place where it stands.
 *
 * @module
 */

import type { Problem } from "./config.ts";

/** A written value. */
export interface Found {
  /** Name as it was written: `--timeout`, `CLAUDE_TIMEOUT`, `providers.claude.timeout`. */
  readonly name: string;
  readonly value: string;
  /** File, or `environment`, or `command line`. */
  readonly where: string;
  /** Line in the file, from 1. */
  readonly line?: number | undefined;
}

/** Makes a problem of a written value; `text` goes on after its name. */
export function problemWith(found: Found, text: string): Problem {
  return problemAt(found.where, found.line, `${found.name} ${text}`);
}

/** Makes a problem; `line` may be unknown. */
export function problemAt(
  where: string,
  line: number | undefined,
  text: string,
): Problem {
  return line === undefined ? { where, text } : { where, line, text };
}
