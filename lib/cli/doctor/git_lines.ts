/**
 * Git, and what it says of the main repository.
 *
 * @module
 */

import { lstatOrNull, realPath } from "../../system/files.ts";
import { git, GitMissingError } from "../../system/git.ts";
import type { Terminal } from "../../system/terminal.ts";
import { worktreesOf } from "../../system/worktree_list.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { type Line, ok, problem, warning } from "./line.ts";

/** Older ones lack what kept work is put back with. */
const OLDEST: readonly [number, number] = [2, 25];

/** Looks at git; `mainRepo` is `null` when nobody knows which repository is meant. */
export async function gitLines(
  mainRepo: string | null,
  terminal: Pick<Terminal, "env" | "cwd">,
): Promise<readonly Line[]> {
  let version;
  try {
    version = await git(["--version"], { cwd: "/" });
  } catch (error) {
    if (!(error instanceof GitMissingError)) throw error;
    return [problem("git is not on PATH", "install git")];
  }
  const words = version.stdout.trim().replace(/^git version /, "");
  const [major = 0, minor = 0] = words.split(".").map(Number);
  const old = major < OLDEST[0] || major === OLDEST[0] && minor < OLDEST[1];
  const line = old
    ? problem(
      `git ${words} is older than ${OLDEST.join(".")}`,
      "install a newer git",
    )
    : ok(`git ${words}`);
  return mainRepo === null
    ? [line]
    : [line, ...await repositoryLines(mainRepo, terminal)];
}

async function repositoryLines(
  repo: string,
  { env }: Pick<Terminal, "env">,
): Promise<readonly Line[]> {
  const top = await git(["rev-parse", "--show-toplevel"], { cwd: repo });
  if (top.code !== 0) {
    return [ok(`${repo} is a plain folder: work is done in it, unversioned`)];
  }
  const root = top.stdout.replace(/\n$/, "");
  if (root !== realPath(repo)) {
    return [
      warning(
        `MAIN_REPO is a folder inside of the repository "${root}": sessions get no worktree and work in it`,
        `MAIN_REPO=${root}`,
      ),
    ];
  }
  const at = `git -C ${shellWord(repo)}`;
  const [commit, name, email, entries] = await Promise.all([
    git(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], { cwd: repo }),
    git(["config", "user.name"], { cwd: repo }),
    git(["config", "user.email"], { cwd: repo }),
    worktreesOf(repo),
  ]);
  const missing = [
    ...(name.stdout.trim() || env["GIT_AUTHOR_NAME"] ? [] : ["user.name"]),
    ...(email.stdout.trim() || env["GIT_AUTHOR_EMAIL"] ? [] : ["user.email"]),
  ];
  const stale = entries.filter(({ path, halfMade }) =>
    halfMade || lstatOrNull(path) === null
  );
  return [
    commit.code === 0
      ? ok(`the repository ${repo} has commits to start from`)
      : problem(
        `the repository ${repo} has no commit yet`,
        `${at} commit --allow-empty -m First`,
      ),
    ...missing.map((key) =>
      problem(
        `git does not know who commits: ${key} is not set`,
        `git config --global ${key} "…"`,
      )
    ),
    ...(missing.length === 0
      ? [ok(`commits are made by ${name.stdout.trim() || "GIT_AUTHOR_NAME"}`)]
      : []),
    ...(stale.length === 0 ? [] : [
      warning(
        `git still knows worktrees that are gone: ${
          stale.map(({ path }) => path).join(", ")
        }`,
        `${at} worktree prune`,
      ),
    ]),
  ];
}
