/**
 * Commits of a session's branch, as git tells them.
 *
 * @module
 */

import { git, GitMissingError, gitProblem } from "../../system/git.ts";
import type { ProgressCommit } from "../../workflow/report.ts";

/** Somebody waits for the answer: a huge repository must not keep them. */
const TIMEOUT_MS = 2_000;

/** What git told; `problem` is `null` where there is no repository at all. */
export interface CommitsReading {
  /** Newest first. */
  readonly commits: readonly ProgressCommit[];
  readonly problem: string | null;
}

/** The newest commits of a working folder since a base; without a base the newest of all. */
export async function newestCommits(
  cwd: string,
  { base, count }: { readonly base: string | null; readonly count: number },
): Promise<CommitsReading> {
  const { lines, problem } = await log(cwd, [
    "--format=%h%x09%s",
    `--max-count=${count}`,
    range(base),
  ]);
  const commits = lines.map((line) => {
    const [id = "", ...subject] = line.split("\t");
    return { id, subject: subject.join("\t") };
  });
  return { commits, problem };
}

/** Full ids of the commits since a base, newest first; none without a repository. */
export async function commitIds(
  cwd: string,
  base: string | null,
): Promise<readonly string[]> {
  return base === null
    ? []
    : (await log(cwd, ["--first-parent", "--format=%H", range(base)])).lines;
}

function range(base: string | null): string {
  // The name comes from a file: it must not be taken for a flag.
  return base === null || !/^\w/.test(base) ? "HEAD" : `${base}..HEAD`;
}

async function log(cwd: string, args: readonly string[]) {
  try {
    const result = await git(
      ["log", "--no-show-signature", "--no-color", ...args, "--"],
      { cwd, timeoutMs: TIMEOUT_MS },
    );
    if (result.code === 0) {
      const lines = result.stdout.split("\n").filter((line) => line !== "");
      return { lines, problem: null };
    }
    const problem = `git tells no commits: ${gitProblem(result)}`;
    const none = /not a git repository|does not have any commits/;
    return { lines: [], problem: none.test(problem) ? null : problem };
  } catch (error) {
    if (error instanceof GitMissingError) return { lines: [], problem: null };
    throw error;
  }
}
