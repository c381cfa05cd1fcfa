/**
 * Whether tests, checks and their settings are still those of the approved plan.
 *
 * @module
 */

import { checkFindings, commandFindings } from "./changes/check_findings.ts";
import { type Check, checkTargets } from "./changes/check_targets.ts";
import type { FileVersions } from "./changes/diff.ts";
import { type Finding, finding } from "./changes/finding.ts";
import { isTestData, mixedLanguage, testLanguage } from "./changes/language.ts";
import { minus } from "./changes/multiset.ts";
import { scriptFileKind } from "./changes/script_files.ts";
import { mayHoldSettings, settingsFindings } from "./changes/settings.ts";
import { testFindings } from "./changes/test_findings.ts";

/** A path that is not as it was. */
export interface ChangedPath {
  readonly path: string;
  /** Mode and id of the content; `null`: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What is compared. */
export interface ChangesInput {
  readonly changed: readonly ChangedPath[];
  /** Texts of the {@linkcode wantedPaths}. */
  readonly versions: readonly FileVersions[];
  readonly checks: readonly Check[];
  /** Check commands at the time of the approval; `null`: not known. */
  readonly approvedChecks: readonly Check[] | null;
  /** Texts of files with scripts that did not change, by path. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Ticked tasks of the plan. */
  readonly ticked: number;
}

/** Paths whose texts matter. */
export function wantedPaths(
  { changed, checks, scripts }: Pick<
    ChangesInput,
    "changed" | "checks" | "scripts"
  >,
): readonly string[] {
  const { files } = checkTargets(checks, scripts);
  return changed.map(({ path }) => path).filter((path) =>
    testLanguage(path) !== null || mixedLanguage(path) !== null ||
    mayHoldSettings(path) || scriptFileKind(path) !== null || files.has(path)
  );
}

/** Files that the old tests are made of: tests and what they compare with, as far as they were there and changed. */
export function oldTestPaths(
  changed: readonly ChangedPath[],
): readonly string[] {
  return changed.filter(({ path, before }) =>
    before !== null && (testLanguage(path) !== null || isTestData(path))
  ).map(({ path }) => path);
}

/** Finds everything that a person should see before the work counts as done, in the order of the files. */
export function testChanges(input: ChangesInput): readonly Finding[] {
  const { changed, versions, checks, approvedChecks, ticked } = input;
  if (changed.length === 0 && ticked > 0) {
    const text = `${ticked} tasks are ticked, and no file is changed`;
    return [
      ...commandFindings(checks, approvedChecks),
      finding("nothing-changed", { text }),
    ];
  }
  return told([
    ...testFindings(versions),
    ...dataFindings(changed),
    ...versions.flatMap(settingsFindings),
    ...checkFindings(versions, targetsOf(input)),
    ...modeFindings(input),
    ...commandFindings(checks, approvedChecks),
  ]);
}

/** What the checks run now, and what they ran before. */
function targetsOf(
  { versions, checks, approvedChecks, scripts }: ChangesInput,
) {
  const side = (of: (file: FileVersions) => string | null) => {
    const texts = new Map(scripts);
    for (const file of versions) {
      const text = of(file);
      if (scriptFileKind(file.path) === null) continue;
      if (text === null) texts.delete(file.path);
      else texts.set(file.path, text);
    }
    return texts;
  };
  const both = [
    checkTargets(checks, side(({ after }) => after)),
    checkTargets(approvedChecks ?? checks, side(({ before }) => before)),
  ];
  const keyed = new Map(
    both.flatMap((one) => one.scripts)
      .map((script) => [`${script.file}\n${script.name}`, script]),
  );
  return {
    files: new Set(both.flatMap((one) => [...one.files])),
    scripts: [...keyed.values()],
  };
}

function dataFindings(changed: readonly ChangedPath[]): readonly Finding[] {
  const data = changed.filter(({ path }) => isTestData(path));
  const gone = data.filter(({ before }) => before !== null);
  const fresh = data.filter(({ before }) => before === null)
    .map((file) => ({ ...file, before: file.after }));
  // A file that moved is not changed.
  return minus(gone, fresh, ({ before }) => before ?? "").map((
    { path, before, after },
  ) =>
    finding("test-data-changed", {
      file: path,
      text: after === null
        ? "it is gone"
        : "what tests compare with is changed",
      content: `${before} ${after}`,
    })
  );
}

/** A check that cannot be executed any more, or is a link now, with the same text. */
function modeFindings(input: ChangesInput): readonly Finding[] {
  const { files } = targetsOf(input);
  return input.changed.flatMap(({ path, before, after }) => {
    if (before === null || after === null || !files.has(path)) return [];
    const [wasMode, wasId] = before.split(" ");
    const [isMode, isId] = after.split(" ");
    if (wasMode === isMode || wasId !== isId) return [];
    return [finding("check-file-changed", {
      file: path,
      text: `mode ${wasMode} → ${isMode}`,
    })];
  });
}

/** Each once; the same difference at several places of a file is told by its number. */
function told(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = JSON.stringify([one.name, one.file, one.line, one.content]);
    if (one.name === "failure-ignored" && seen.has(key)) return false;
    seen.add(key);
    return true;
  }).map((one) => {
    const key = JSON.stringify([one.name, one.file, one.content]);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? one : { ...one, content: `${one.content} #${count}` };
  });
}
