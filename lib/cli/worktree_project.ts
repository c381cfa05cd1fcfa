/**
 * From a worktree of a session back to the project that made it.
 *
 * @module
 */

import { dirname, join, relative, resolve } from "@std/path";
import { parseProjectFile } from "../config/project_file.ts";
import { isFolder, readFile, realPath } from "../system/files.ts";
import { pathKind } from "../system/person_file.ts";

const MAX_BYTES = 1024 * 1024;

/**
 * Path of the project's own file, where a folder is in a worktree that the project made; `null` elsewhere.
 *
 * A `.samocode` file that is committed is in each worktree too, and its relative paths would begin there: another project,
 * without a session.
 *
 * @param folder Absolute path.
 * @param options.name Name of the file.
 * @param options.home The person's home folder.
 */
export function projectOfWorktree(
  folder: string,
  { name, home }: { readonly name: string; readonly home: string },
): string | null {
  const root = worktreeRoot(folder);
  if (root === null) return null;
  const link = textAt(join(root, ".git"));
  const [, repo] = /^gitdir: (.+)\/\.git\/worktrees\/[^/\n]+\n?$/.exec(link) ??
    [];
  if (repo === undefined) return null;
  const path = join(resolve(root, repo), relative(root, folder), name);
  if (pathKind(path) !== "file") return null;
  const { entries } = parseProjectFile(textAt(path), { path, home });
  const worktrees = entries.get("WORKTREES")?.value;
  return worktrees !== undefined && isFolder(worktrees) &&
      realPath(worktrees) === realPath(dirname(root))
    ? path
    : null;
}

/** The nearest folder with a `.git` file; `null` in a repository of its own and outside of any. */
function worktreeRoot(folder: string): string | null {
  const kind = pathKind(join(folder, ".git"));
  if (kind === "file") return folder;
  const above = dirname(folder);
  return kind !== "missing" || above === folder ? null : worktreeRoot(above);
}

/** What cannot be read says nothing here: whoever reads it for its own sake tells why. */
function textAt(path: string): string {
  const reading = readFile(realPath(path), MAX_BYTES);
  return reading.kind === "text" ? reading.text : "";
}
