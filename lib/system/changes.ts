/**
 * What differs between a commit and HEAD, as git tells it and not as the repository would like it told.
 *
 * @module
 */

import { git, GitMissingError, gitProblem } from "./git.ts";
import type { ChangesReading, DiffReading } from "./host.ts";

const limitMs = 60_000;
/** A command line has an end. */
const pathsAtOnce = 200;

/** Settings of a person or a repository by which the output would be another one. */
const plainly = [
  "-c",
  "core.quotePath=false",
  "-c",
  "diff.noprefix=false",
  "-c",
  "diff.mnemonicPrefix=false",
  "-c",
  "diff.suppressBlankEmpty=false",
];
const asWritten = [
  "--no-renames",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--ignore-submodules=none",
  "--submodule=short",
  "--no-relative",
  // No order of a person's choice.
  "-O/dev/null",
];
/** Names of files are no patterns. */
const env = { GIT_LITERAL_PATHSPECS: "1" };

/** Lists the paths that are not the same in a commit and in HEAD. */
export async function changedSince(
  cwd: string,
  base: string,
): Promise<ChangesReading> {
  if (!isCommit(base)) return { problem: `"${base}" is no commit` };
  return await unlessMissing(async () => {
    const options = { cwd, timeoutMs: limitMs, env };
    const raw = await git([
      ...plainly,
      "diff",
      "--raw",
      "-z",
      "--no-abbrev",
      ...asWritten,
      base,
      "HEAD",
      "--",
    ], options);
    if (raw.code !== 0) return { problem: gitProblem(raw) };
    const files = parseRaw(raw.stdout);
    if (files === null) return { problem: "too many files differ" };
    const line = await git(
      ["merge-base", "--is-ancestor", base, "HEAD"],
      options,
    );
    return { files, descends: line.code === 0 };
  });
}

/** The whole texts of some files in a commit and in HEAD, as a diff with all lines around. */
export async function diffSince(
  cwd: string,
  { base, paths }: { readonly base: string; readonly paths: readonly string[] },
): Promise<DiffReading> {
  if (!isCommit(base)) return { problem: `"${base}" is no commit` };
  return await unlessMissing(async () => {
    let text = "";
    for (let at = 0; at < paths.length; at += pathsAtOnce) {
      const result = await git([
        ...plainly,
        "diff",
        "--text",
        "--full-index",
        "--unified=10000000",
        ...asWritten,
        base,
        "HEAD",
        "--",
        ...paths.slice(at, at + pathsAtOnce),
      ], { cwd, timeoutMs: limitMs, env });
      if (result.code !== 0) return { problem: gitProblem(result) };
      text += result.stdout;
    }
    return { text };
  });
}

async function unlessMissing<T>(
  ask: () => Promise<T>,
): Promise<T | { readonly problem: string }> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitMissingError) return { problem: error.message };
    throw error;
  }
}

/** A name that cannot be taken for a flag. */
function isCommit(base: string): boolean {
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(base);
}

const absent = /^0+$/;

/** `:100644 100755 ID ID M` and a path, each ended by a zero; `null`: the output was cut short. */
function parseRaw(text: string) {
  const words = text.split("\0");
  if (words.pop() !== "" || words.length % 2 !== 0) return null;
  const files = [];
  for (let at = 0; at < words.length; at += 2) {
    const [wasMode, isMode, wasId, isId] = words[at]!.slice(1).split(" ");
    const side = (mode = "", id = "") =>
      absent.test(mode) ? null : `${mode} ${id}`;
    files.push({
      path: words[at + 1]!,
      before: side(wasMode, wasId),
      after: side(isMode, isId),
    });
  }
  return files;
}
