/**
 * Changes of settings: of linters, type checkers, tests, coverage, CI.
 *
 * @module
 */

import type { FileVersions } from "./diff.ts";
import { firstDifference } from "./difference.ts";
import { type Finding, finding } from "./finding.ts";
import { jsonOf, leaves, memberOf } from "./json_text.ts";
import {
  BUILD_FILE,
  BUILD_LINE,
  CI,
  HOOKS,
  IGNORES,
  MEMBERS,
  SECTIONS,
  WHOLE,
} from "./settings_patterns.ts";

/** Whether a file may hold settings, so that its text is worth looking at. */
export function mayHoldSettings(path: string): boolean {
  const name = baseName(path);
  return CI.test(path) || WHOLE.test(name) || HOOKS.test(path) ||
    BUILD_FILE.test(name) ||
    [...MEMBERS, ...SECTIONS].some(([file]) => file.test(name));
}

/** Finds the changes of settings in a file. */
export function settingsFindings(file: FileVersions): readonly Finding[] {
  const { path } = file;
  const name = baseName(path);
  if (CI.test(path)) return [...ignoring(file), whole("ci-changed", file)];
  if (WHOLE.test(name) || HOOKS.test(path)) {
    return [...ignoring(file), whole("settings-changed", file)];
  }
  const members = MEMBERS.find(([pattern]) => pattern.test(name))?.[1];
  if (members !== undefined) return memberFindings(file, members);
  const sections = SECTIONS.find(([pattern]) => pattern.test(name))?.[1];
  if (sections !== undefined) return sectionFindings(file, sections);
  return BUILD_FILE.test(name) ? buildFindings(file) : [];
}

/** Lines that are new and by which a failure does not count. */
export function ignoring(
  { path, before, after }: FileVersions,
): readonly Finding[] {
  const left = (before ?? "").split("\n").map((line) => line.trim());
  return (after ?? "").split("\n").flatMap((line, i) => {
    const text = line.trim();
    const makeIgnores =
      /(^|\/)([Mm]akefile|GNUmakefile|[^/]+\.mk)$/.test(path) &&
      /^\t@?-/.test(line);
    if (!IGNORES.test(text) && !makeIgnores) return [];
    const at = left.indexOf(text);
    if (at < 0) {
      return [finding("failure-ignored", { file: path, line: i + 1, text })];
    }
    left.splice(at, 1);
    return [];
  });
}

function whole(
  name: "ci-changed" | "settings-changed",
  { path, before, after }: FileVersions,
): Finding {
  const { line, text } = firstDifference(before, after);
  return finding(name, {
    file: path,
    line,
    text,
    content: `${before ?? ""}\n=>\n${after ?? ""}`,
  });
}

function memberFindings(
  { path, before, after }: FileVersions,
  names: readonly string[],
): readonly Finding[] {
  const [was, is] = [before, after].map((text) =>
    text === null ? {} : jsonOf(text)
  );
  if (was === undefined || is === undefined) {
    return [finding("settings-changed", {
      file: path,
      text: "it cannot be read as JSON",
      content: `${before}\n=>\n${after}`,
    })];
  }
  return names.flatMap((name) =>
    differences(
      leaves(memberOf(was, name), name),
      leaves(memberOf(is, name), name),
    )
  ).map((text) => finding("settings-changed", { file: path, text }));
}

function sectionFindings(
  { path, before, after }: FileVersions,
  wanted: RegExp,
): readonly Finding[] {
  return differences(
    entries(before ?? "", wanted),
    entries(after ?? "", wanted),
  )
    .map((text) => finding("settings-changed", { file: path, text }));
}

/** Texts of the sections that count; `a = 1` is an entry, and so is a list over several lines. */
function entries(text: string, wanted: RegExp): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let section = "";
  let key = "";
  for (const line of text.split("\n")) {
    const heading = /^\s*\[+([^\]]+)\]+\s*(?:#.*)?$/.exec(line)?.[1]?.trim();
    if (heading !== undefined) {
      section = heading;
      key = "";
      continue;
    }
    if (!wanted.test(section) || /^\s*([#;]|$)/.test(line)) continue;
    const named = /^([\w".'-]+)\s*[=:]/.exec(line)?.[1];
    if (named !== undefined) key = `${section}.${named}`;
    const plain = line.slice(named === undefined ? 0 : line.search(/[=:]/) + 1)
      .trim();
    found.set(key, [found.get(key), plain].filter(Boolean).join(" "));
  }
  return found;
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    return was === is
      ? []
      : [`${key}: ${was ?? "nothing"} → ${is ?? "nothing"}`];
  });
}

function buildFindings(
  { path, before, after }: FileVersions,
): readonly Finding[] {
  const lines = (text: string | null) =>
    (text ?? "").split("\n").map((line) => line.trim()).filter((line) =>
      BUILD_LINE.test(line)
    );
  const [was, is] = [lines(before), lines(after)];
  return [
    ...is.filter((line) => !was.includes(line)).map((line) => `→ ${line}`),
    ...was.filter((line) => !is.includes(line)).map((line) => `${line} →`),
  ].map((text) => finding("settings-changed", { file: path, text }));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
