/**
 * What is found when tests, checks and their settings are compared with those at an approved plan.
 *
 * @module
 */

/** The closed list of names; each one has its paragraph in `docs/verification.md`. */
export const FINDING_NAMES = [
  "test-file-deleted",
  "test-removed",
  "test-skipped",
  "test-focused",
  "test-ended-early",
  "assertion-removed",
  "assertion-changed",
  "assertion-loosened",
  "test-data-changed",
  "failure-ignored",
  "settings-changed",
  "ci-changed",
  "check-script-changed",
  "check-file-changed",
  "check-command-changed",
  "old-tests-fail",
  "nothing-changed",
  "history-rewritten",
  "not-compared",
] as const;

/** One name of the list. */
export type FindingName = typeof FINDING_NAMES[number];

/** What a finding is about. */
export type FindingKind =
  | "tests"
  | "assertions"
  | "settings"
  | "checks"
  | "work";

/** One difference that a person should see. */
export interface Finding {
  readonly kind: FindingKind;
  readonly name: FindingName;
  /** Path in the repository; `null`: it is about no single file. */
  readonly file: string | null;
  /** Line in the file as it is now, or as it was where it is gone; `null`: the whole file. */
  readonly line: number | null;
  /** One line for a person. */
  readonly text: string;
  /** The whole difference: equal for the same difference, wherever it stands in its file. */
  readonly content: string;
}

/** A finding as the journal has it. */
export interface ToldFinding
  extends Pick<Finding, "name" | "file" | "line" | "text"> {
  /** Equal for the same finding, wherever it stands in its file. */
  readonly key: string;
}

const KINDS: Readonly<Record<FindingName, FindingKind>> = {
  "test-file-deleted": "tests",
  "test-removed": "tests",
  "test-skipped": "tests",
  "test-focused": "tests",
  "test-ended-early": "tests",
  "assertion-removed": "assertions",
  "assertion-changed": "assertions",
  "assertion-loosened": "assertions",
  "test-data-changed": "assertions",
  "failure-ignored": "checks",
  "settings-changed": "settings",
  "ci-changed": "settings",
  "check-script-changed": "checks",
  "check-file-changed": "checks",
  "check-command-changed": "checks",
  "old-tests-fail": "tests",
  "nothing-changed": "work",
  "history-rewritten": "work",
  "not-compared": "work",
};

const MAX_TEXT = 200;

/** Makes a finding; the text is cut to one line of moderate length, its content is not. */
export function finding(
  name: FindingName,
  { file = null, line = null, text, content = text }: {
    readonly file?: string | null;
    readonly line?: number | null;
    readonly text: string;
    readonly content?: string;
  },
): Finding {
  const flat = withoutColors(text).replaceAll(/\s+/g, " ").trim();
  return {
    kind: KINDS[name],
    name,
    file,
    line,
    text: flat.length > MAX_TEXT ? `${flat.slice(0, MAX_TEXT - 1)}…` : flat,
    content,
  };
}

/** Output of programs may be painted. */
function withoutColors(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "");
}

/** One line: name, place, text. */
export function findingLine(
  { name, file, line, text }: Pick<Finding, "name" | "file" | "line" | "text">,
): string {
  const place = file === null
    ? ""
    : ` ${file}${line === null ? "" : `:${line}`}`;
  return `${name}${place}: ${text}`;
}
