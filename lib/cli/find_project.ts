/**
 * Finds the `.samocode` file that a call is about.
 *
 * @module
 */

import { basename, dirname, join } from "@std/path";
import { absolutePath, homeFolder } from "../config/locations.ts";
import { UsageError } from "../errors.ts";
import { pathKind } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { knownProjects } from "./known_projects.ts";
import { projectOfWorktree } from "./worktree_project.ts";

/** Name of a project's configuration file. */
export const PROJECT_FILE = ".samocode";

/**
 * Returns the absolute path of the project's file.
 *
 * @param configFlag A file, a folder that has one, or a unique part of the folder name of a known project. Left out: the
 * current folder and its parents, up to the home folder where it is one of them; in a worktree of a session it is the
 * file of the project that made it.
 *
 * @throws {UsageError} when there is none, or several are meant.
 */
export function findProjectFile(
  terminal: Terminal,
  configFlag?: string,
): string {
  const given = configFlag?.trim() ?? "";
  return given === "" ? searchUpward(terminal) : findNamed(terminal, given);
}

function searchUpward({ cwd, env }: Terminal): string {
  const home = homeFolder(env);
  for (let folder = cwd;; folder = dirname(folder)) {
    const made = projectOfWorktree(folder, { name: PROJECT_FILE, home });
    if (made !== null) return made;
    const file = join(folder, PROJECT_FILE);
    if (pathKind(file) === "file") return file;
    if (folder === home || folder === dirname(folder)) {
      throw new UsageError(
        `Cannot find a project: there is no "${PROJECT_FILE}" file in "${cwd}" and its parents`,
        { hint: "samocode init" },
      );
    }
  }
}

function findNamed(terminal: Terminal, given: string): string {
  const { cwd, env } = terminal;
  const path = absolutePath(given, { base: cwd, home: homeFolder(env) });
  const kind = pathKind(path);
  if (kind === "file") return path;
  const inside = join(path, PROJECT_FILE);
  if (kind === "folder" && pathKind(inside) === "file") return inside;

  const known = knownProjects(terminal)
    .filter((file) => pathKind(file) === "file");
  const exact = known.filter((file) => folderName(file) === given);
  const matches = exact.length > 0
    ? exact
    : known.filter((file) => folderName(file).includes(given));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (only !== undefined) {
    throw new UsageError(
      `Cannot use "--config ${given}": several known projects match`,
      { details: matches, hint: `--config ${dirname(only)}` },
    );
  }
  if (kind === "folder") {
    throw new UsageError(
      `Cannot use "--config ${given}": there is no "${PROJECT_FILE}" file in "${path}"`,
      { hint: `samocode init ${given}` },
    );
  }
  throw new UsageError(
    kind === "other"
      ? `Cannot use "--config ${given}": "${path}" is neither a readable file nor a folder`
      : `Cannot use "--config ${given}": "${path}" is not found, and no known project has that in its folder name`,
    { details: known },
  );
}

/** The name under which a person knows a project. */
function folderName(file: string): string {
  return basename(dirname(file));
}
