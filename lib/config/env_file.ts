/**
 * Reads a person's own `.env`, which holds variables that are not in the environment.
 *
 * @module
 */

import type { Problem } from "./config.ts";
import { describeProblem } from "./config.ts";
import { parseEntries } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { nearKey } from "./near.ts";
import { isVariable, VARIABLES } from "./variables.ts";

/** What a `.env` says. */
export interface EnvFile {
  /** All entries by name, also the empty ones and those of other programs. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly problems: readonly Problem[];
  /** Whole lines for a person; other programs' variables give none. */
  readonly warnings: readonly string[];
}

/** Parses the text of the `.env` at `path`. */
export function parseEnvFile(text: string, path: string): EnvFile {
  const { entries, flaws } = parseEntries(text);
  const warnings = entries.flatMap(({ key, line }) => {
    const near = isVariable(key) ? null : nearKey(key, VARIABLES);
    if (near === null) return [];
    const text = `${key} is unknown; did you mean ${near}?`;
    return [describeProblem({ where: path, line, text })];
  });
  return {
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    problems: flaws.map(({ line, text }) => ({ where: path, line, text })),
    warnings,
  };
}
