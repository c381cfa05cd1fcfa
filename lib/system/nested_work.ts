/**
 * Repositories inside a worktree, which a commit of the worktree does not hold.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../errors.ts";
import { lstatOrNull } from "./files.ts";
import { git, gitProblem } from "./git.ts";

/**
 * Paths of the repositories in a worktree, submodules or not, that have commits which no remote of theirs is known to have.
 *
 * What is ignored is not looked at; a repository that git cannot read counts as one that has such commits.
 *
 * @throws {UserError} when git cannot tell.
 */
export async function nestedWork(top: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of await repositoriesIn(top)) {
    const cwd = join(top, path);
    const own = await git(
      ["rev-list", "--max-count=1", "HEAD", "--all", "--not", "--remotes"],
      { cwd },
    );
    if (own.code !== 0 || own.stdout !== "") found.push(path);
    else {for (const below of await nestedWork(cwd)) {
        found.push(join(path, below));
      }}
  }
  return found;
}

/** Paths are listed whole, however many there are. */
const maxBytes = 256 << 20;

async function repositoriesIn(cwd: string): Promise<readonly string[]> {
  const list = (flags: readonly string[], env = {}) =>
    git(["ls-files", "-z", ...flags], {
      cwd,
      maxBytes,
      env,
      timeoutMs: 60_000,
    });
  const tracked = await list(["--stage"]);
  // Without an index that can be read everything is unknown to git, submodules too.
  const others = await list(
    ["--others", "--exclude-standard"],
    tracked.code === 0 ? {} : { GIT_INDEX_FILE: "/no/such/index" },
  );
  if (others.code !== 0) {
    throw new UserError(
      `Cannot look for repositories in "${cwd}": ${gitProblem(others)}`,
    );
  }
  const submodules = tracked.stdout.split("\0").flatMap((entry) =>
    /^160000 [^\t]*\t(.*)$/s.exec(entry)?.[1] ?? []
  );
  // Git does not go into a repository that it does not know.
  const unknown = others.stdout.split("\0").filter((path) =>
    path.endsWith("/")
  );
  return [...submodules, ...unknown].filter((path) =>
    lstatOrNull(join(cwd, path, ".git")) !== null
  );
}
