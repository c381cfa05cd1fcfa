/**
 * Commits a session's folder where the folder of all sessions is a repository.
 *
 * @module
 */

import { basename, dirname } from "@std/path";
import { UserError } from "../../errors.ts";
import { realPath } from "../../system/files.ts";
import {
  git,
  GitMissingError,
  gitProblem,
  type GitResult,
} from "../../system/git.ts";

/** What {@linkcode commitFolder} did. */
export type FolderCommit = "committed" | "unchanged" | "noRepository";

/** Locks, the host's own display data, temporary files, and logs, which are large and may hold anything. */
const LEFT_OUT = [
  "_logs",
  "session.log",
  "_orchestrator.lock",
  "_orchestrator.json",
  "_session.lock",
  "_overview.md.swap",
  "*.tmp",
];

const LIMIT_MS = 60_000;

/**
 * Commits everything in the folder but what is left out, and nothing else that may be staged.
 *
 * @param folder Real path.
 * @throws {UserError} when git refuses.
 */
export async function commitFolder(
  folder: string,
  message: string,
): Promise<FolderCommit> {
  const cwd = dirname(folder);
  try {
    const top = await git(["rev-parse", "--show-toplevel"], { cwd });
    const root = top.stdout.replace(/\n$/, "");
    // The project's own repository, or a person's home, is nothing to commit to unasked.
    if (top.code !== 0 || realPath(root) !== cwd) return "noRepository";
  } catch (error) {
    if (error instanceof GitMissingError) return "noRepository";
    throw error;
  }
  const name = basename(folder);
  const paths = [
    `:(literal)${name}`,
    ...LEFT_OUT.map((path) => `:(exclude,glob)${name}/${path}`),
    `:(exclude,glob)${name}/_logs/**`,
  ];
  const call = (...args: readonly string[]) =>
    git([...args, "--", ...paths], { cwd, timeoutMs: LIMIT_MS });
  ok(await call("add", "--all"), name);
  const status = await call("status", "--porcelain");
  if (ok(status, name).trim() === "") return "unchanged";
  ok(await call("commit", "--quiet", "-m", message), name);
  return "committed";
}

function ok(result: GitResult, name: string): string {
  if (result.code === 0) return result.stdout;
  throw new UserError(
    `Cannot commit the folder of "${name}": ${gitProblem(result)}`,
    { hint: "mend it and try again; the flow log has its line already" },
  );
}
