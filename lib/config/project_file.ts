/**
 * Reads a project's `.samocode` file.
 *
 * @module
 */

import { dirname } from "@std/path";
import type { CheckConfig, Problem } from "./config.ts";
import { describeProblem } from "./config.ts";
import { parseEntries } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { absolutePath } from "./locations.ts";
import { unknownKey } from "./near.ts";
import { isVariable } from "./variables.ts";

/** Keys without which there is no project, sorted. */
export const REQUIRED_KEYS = ["MAIN_REPO", "SESSIONS", "WORKTREES"] as const;

const KEYS = [
  ...REQUIRED_KEYS,
  "PROVIDER",
  "WORKFLOW",
  "SETUP",
  "MAX_ITERATIONS",
  "MAX_HOURS",
  "MAX_USD",
  "TEST_CHANGES",
];

/** Names of workflows that need no file. */
export const BUILT_IN_WORKFLOWS: readonly string[] = ["full", "quick"];

/** What a `.samocode` file says. */
export interface ProjectFile {
  /** Entries of known keys that are not empty, by key; paths are absolute. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The `CHECK_<NAME>` entries in the order of the file. */
  readonly checks: readonly (CheckConfig & { readonly key: string })[];
  readonly problems: readonly Problem[];
  /** Whole lines for a person. */
  readonly warnings: readonly string[];
}

/**
 * Parses the text of a `.samocode` file and reports everything that is wrong with it at once.
 *
 * Numbers and names are kept as text. An empty value counts as not set.
 *
 * @param path Absolute path of the file; its folder is the base of relative paths.
 *
 * @example
 * ```ts
 * import { parseProjectFile } from "./project_file.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "MAIN_REPO=.\nWORKTREES=../w\nCHECK_TEST=make test\n";
 * const file = parseProjectFile(text, { path: "/a/app/.samocode", home: "/home/ann" });
 * assertEquals(file.entries.get("WORKTREES")?.value, "/a/w");
 * assertEquals(file.checks[0]?.command, "make test");
 * assertEquals(file.problems, [{ where: "/a/app/.samocode", text: "SESSIONS is missing" }]);
 * ```
 */
export function parseProjectFile(
  text: string,
  { path, home }: { readonly path: string; readonly home: string },
): ProjectFile {
  const parsed = parseEntries(text);
  const where = path;
  const problems: Problem[] = parsed.flaws.map(({ line, text }) => (
    { where, line, text }
  ));
  const warnings: string[] = [];
  const entries = new Map<string, Entry>();
  const checks: (CheckConfig & { readonly key: string })[] = [];
  for (const entry of parsed.entries) {
    const { key, line } = entry;
    if (!isKnown(key)) {
      const text = misplaced(key) ?? unknownKey(key, KEYS);
      warnings.push(describeProblem({ where, line, text }));
    } else if (entry.value === "") {
      if (isRequired(key)) {
        problems.push({ where, line, text: `${key} is empty` });
      }
    } else {
      entries.set(key, absolute(entry, { base: dirname(path), home }));
    }
    const name = checkName(key);
    if (name === null || entry.value === "") continue;
    if (checks.some((check) => check.name === name)) {
      const text = `${key} is a second check of the name "${name}"`;
      problems.push({ where, line, text });
    }
    checks.push({ key, name, command: entry.value });
  }
  // A broken entry is reported where it stands, and not as missing too.
  const missing = REQUIRED_KEYS.filter((key) =>
    !parsed.entries.some((entry) => entry.key === key) &&
    !parsed.flaws.some((flaw) => flaw.key === key)
  );
  if (missing.length > 0) {
    const verb = missing.length === 1 ? "is" : "are";
    problems.push({ where, text: `${missing.join(", ")} ${verb} missing` });
  }
  return { entries, checks, problems, warnings };
}

function isKnown(key: string): boolean {
  return KEYS.includes(key) || checkName(key) !== null;
}

function isRequired(key: string): boolean {
  return REQUIRED_KEYS.some((required) => required === key);
}

function checkName(key: string): string | null {
  return key.match(/^CHECK_(\w+)$/)?.[1]?.toLowerCase() ?? null;
}

/** Says where a setting belongs that is never taken from a repository. */
function misplaced(key: string): string | null {
  if (!isVariable(key)) return null;
  return `${key} is not read from here; set it in the environment or in your own .env`;
}

function absolute(
  entry: Entry,
  at: { readonly base: string; readonly home: string },
): Entry {
  const isPath = isRequired(entry.key) ||
    entry.key === "WORKFLOW" && !BUILT_IN_WORKFLOWS.includes(entry.value);
  return isPath ? { ...entry, value: absolutePath(entry.value, at) } : entry;
}
