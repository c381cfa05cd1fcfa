/**
 * Changes of what the check commands run.
 *
 * @module
 */

import { assertions } from "./assertions.ts";
import type { Check, CheckTargets } from "./check_targets.ts";
import type { FileVersions } from "./diff.ts";
import { firstDifference } from "./difference.ts";
import { type Finding, finding } from "./finding.ts";
import { testLanguage } from "./language.ts";
import { minus } from "./multiset.ts";
import { scriptFileKind, scriptText } from "./script_files.ts";
import { ignoring, mayHoldSettings } from "./settings.ts";
import { sourceText } from "./source_text.ts";

/** Changes of files that checks run or name, and of the scripts that they call. */
export function checkFindings(
  files: readonly FileVersions[],
  { files: named, scripts }: CheckTargets,
): readonly Finding[] {
  return files.flatMap((file) => [
    ...(named.has(file.path) ? namedFindings(file) : []),
    ...scripts.filter((script) => script.file === file.path)
      .flatMap(({ kind, name }) => scriptFinding(file, { kind, name })),
  ]);
}

/** Check commands that are not the ones of the time of the approval; `null`: nobody noted those. */
export function commandFindings(
  checks: readonly Check[],
  approved: readonly Check[] | null,
): readonly Finding[] {
  if (approved === null) return [];
  return approved.flatMap(({ name, command }) => {
    const now = checks.find((check) => check.name === name)?.command;
    if (now === command) return [];
    const text = `${name}: ${command} → ${now ?? "nothing"}`;
    return [finding("check-command-changed", { text })];
  });
}

function namedFindings(file: FileVersions): readonly Finding[] {
  const { path, before, after } = file;
  if (testLanguage(path) !== null) return scriptOfTests(file);
  // These are told by what of them counts.
  if (scriptFileKind(path) !== null || mayHoldSettings(path)) return [];
  const { line, text } = firstDifference(before, after);
  return [
    ...ignoring(file),
    finding("check-file-changed", {
      file: path,
      line,
      text,
      content: `${before}\n=>\n${after}`,
    }),
  ];
}

/** A script of tests may grow; of what was there, nothing may be gone. */
function scriptOfTests(
  { path, before, after }: FileVersions,
): readonly Finding[] {
  if (testLanguage(path) !== "shell" || before === null || after === null) {
    return [];
  }
  const was = sourceText(before, "shell");
  const asserted = assertions(was, "shell").map(({ line }) => line);
  const gone = minus(
    codeLines(was.code),
    codeLines(sourceText(after, "shell").code),
    ({ text }) => text,
  ).filter(({ line }) => !asserted.includes(line));
  const first = gone[0];
  return first === undefined ? [] : [
    finding("check-file-changed", {
      file: path,
      line: first.line,
      text: `${first.text} is gone${
        gone.length > 1 ? `, and ${gone.length - 1} more lines` : ""
      }`,
      content: gone.map(({ text }) => text).join("\n"),
    }),
  ];
}

function codeLines(code: string) {
  return code.split("\n").map((line, i) => ({ text: line.trim(), line: i + 1 }))
    .filter(({ text }) => text !== "");
}

function scriptFinding(
  file: FileVersions,
  script: Parameters<typeof scriptText>[1],
): readonly Finding[] {
  const [was, is] = [file.before, file.after]
    .map((text) => text === null ? null : scriptText(text, script));
  if (was === is || was === undefined || is === undefined) return [];
  const { text } = firstDifference(was, is);
  const shown = was === null || is === null
    ? `${was ?? "nothing"} → ${is ?? "nothing"}`
    : text;
  return [
    ...ignoring({ ...file, before: was, after: is }).map((one) => ({
      ...one,
      line: null,
    })),
    finding("check-script-changed", {
      file: file.path,
      text: `${script.name || "its first target"}: ${shown}`,
      content: `${script.name}: ${was}\n=>\n${is}`,
    }),
  ];
}
