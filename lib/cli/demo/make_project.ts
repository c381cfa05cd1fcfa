/**
 * The throw-away project of a demo.
 *
 * @module
 */

import { join } from "@std/path";
import { UserError } from "../../errors.ts";
import { listFolder, makeFolder, writeAtomic } from "../../system/files.ts";
import { git } from "../../system/git.ts";
import { pathKind } from "../../system/person_file.ts";

/**
 * Makes a project with one commit, and returns the path of its `.samocode`.
 *
 * @param home Folder of the project's folder; what else is in it does not matter.
 * @param workflow Shipped name, or an absolute path.
 * @throws {UserError} where something is in the project's place.
 */
export async function makeProject(
  home: string,
  workflow: string,
): Promise<string> {
  const repo = join(home, "greeter");
  refuseUsed(home, repo);
  makeFolder(repo);
  writeAtomic(
    join(repo, "README.md"),
    "# greeter\n\nNothing here yet.\n",
    0o644,
  );
  const file = join(repo, ".samocode");
  writeAtomic(
    file,
    [
      "MAIN_REPO=.",
      "WORKTREES=../worktrees",
      "SESSIONS=../sessions",
      `WORKFLOW=${workflow}`,
      "CHECK_TEST=sh tests/greet_test.sh",
      "",
    ].join("\n"),
    0o644,
  );
  const steps = [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "README.md", ".samocode"],
    [
      "-c",
      "user.name=Demo",
      "-c",
      "user.email=demo@localhost",
      "commit",
      "--quiet",
      "-m",
      "Begin",
    ],
  ];
  for (const step of steps) {
    const done = await git(step, { cwd: repo });
    if (done.code !== 0) {
      throw new UserError(
        `Cannot make the demo's repository: ${done.stderr.trim()}`,
      );
    }
  }
  return file;
}

/** Nothing of a person's is written over. */
function refuseUsed(home: string, repo: string): void {
  const used = [home, repo].find((path) =>
    !["missing", "folder"].includes(pathKind(path))
  );
  const why = used !== undefined
    ? `"${used}" is no folder`
    : pathKind(repo) === "folder" && listFolder(repo).length > 0
    ? `"${repo}" is not empty`
    : null;
  if (why === null) return;
  throw new UserError(`Cannot make the demo in "${home}": ${why}`, {
    hint: "samocode demo ANOTHER_FOLDER",
  });
}
