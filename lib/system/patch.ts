/**
 * Puts a patch into the files of a folder, in a repository or not.
 *
 * @module
 */

import { dirname } from "@std/path";
import { UserError } from "../errors.ts";
import { realPath } from "./files.ts";
import { git, GitMissingError, gitProblem, type GitResult } from "./git.ts";

/** How a patch fits to the files as they are. */
export type PatchFit =
  | { readonly kind: "fits" }
  /** Its lines are there already. */
  | { readonly kind: "there" }
  | { readonly kind: "no"; readonly problem: string };

/** Looks whether a patch, with paths relative to a folder, can be applied there; changes nothing. */
export async function patchFit(cwd: string, patch: string): Promise<PatchFit> {
  try {
    const forward = await apply(cwd, { patch, flags: ["--check"] });
    if (forward.code === 0) return { kind: "fits" };
    const back = await apply(cwd, { patch, flags: ["--check", "--reverse"] });
    return back.code === 0
      ? { kind: "there" }
      : { kind: "no", problem: gitProblem(forward) };
  } catch (error) {
    if (!(error instanceof GitMissingError)) throw error;
    return { kind: "no", problem: error.message };
  }
}

/** Changes the files, all or none; commits nothing. @throws {UserError} when it does not fit. */
export async function applyPatch(cwd: string, patch: string): Promise<void> {
  const result = await apply(cwd, { patch, flags: [] });
  if (result.code === 0) return;
  throw new UserError(
    `Cannot apply the patch in "${cwd}": ${gitProblem(result)}`,
  );
}

/** Whether any of some paths has changes that are not committed; not where there is no repository. */
export async function hasUncommitted(
  cwd: string,
  paths: readonly string[],
): Promise<boolean> {
  const { code, stdout } = await git(
    ["status", "--porcelain", "--", ...paths],
    { cwd, env: { GIT_LITERAL_PATHSPECS: "1" } },
  );
  return code === 0 && stdout !== "";
}

function apply(
  cwd: string,
  { patch, flags }: {
    readonly patch: string;
    readonly flags: readonly string[];
  },
): Promise<GitResult> {
  return git(["apply", "-p1", "--whitespace=nowarn", ...flags, "-"], {
    cwd,
    stdin: patch,
    // Below a repository's root git takes the paths for those of the root, and passes over what is not in the folder.
    env: { GIT_CEILING_DIRECTORIES: dirname(realPath(cwd)) },
  });
}
