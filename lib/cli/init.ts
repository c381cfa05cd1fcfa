/**
 * `samocode init`: makes a folder a project.
 *
 * @module
 */

import { basename, dirname, join, resolve } from "@std/path";
import { absolutePath, homeFolder } from "../config/locations.ts";
import { projectFolders, projectTemplate } from "../config/project_template.ts";
import { propose } from "../config/proposal.ts";
import { UsageError, UserError } from "../errors.ts";
import {
  lstatOrNull,
  makeFolder,
  writeAtomic,
  writeNew,
} from "../system/files.ts";
import { pathKind, readPersonFile } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { PROJECT_FILE } from "./find_project.ts";
import { noteProject } from "./known_projects.ts";
import { type Call, on } from "./subcommand.ts";
import { tellingFiles } from "./telling_files.ts";

/** Writes `.samocode` and makes the folders it names; with `--print` it only shows the file. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const folder = projectFolder(call.positionals[0], terminal);
  const folders = projectFolders(basename(folder));
  const proposals = propose(await tellingFiles(folder));
  const text = projectTemplate(folders, proposals);
  if (on(call, "print")) {
    terminal.out(text.trimEnd());
    return 0;
  }
  const file = join(folder, PROJECT_FILE);
  const exists = lstatOrNull(file) !== null;
  if (exists && !on(call, "force")) {
    throw new UserError(`Cannot make "${file}": it is already there`, {
      hint: "samocode init --force, which keeps the old file as a backup",
    });
  }
  const worktrees = resolve(folder, folders.worktrees);
  const sessions = resolve(folder, folders.sessions);
  try {
    makeFolder(worktrees);
    makeFolder(sessions);
    if (exists) terminal.err(`Kept the old file as ${await backUp(file)}`);
    if (exists) writeAtomic(file, text, 0o644);
    else writeNew(file, text, 0o644);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(`Cannot set up "${folder}": ${error.message}`, {
      cause: error,
    });
  }
  noteProject(terminal, file);
  terminal.err(`Wrote ${file}; it may be committed`);
  const inRepository = pathKind(join(folder, ".git")) !== "missing";
  terminal.err(`Worktrees go to ${worktrees}, sessions to ${sessions}`);
  if (proposals.length > 0) {
    const names = proposals.map(({ key }) => key).join(", ");
    terminal.err(`Proposed as comments: ${names}; look at them before you run`);
  }
  terminal.err(
    "The provider works with all permissions and as your user: use it where you would let it do everything you can do",
  );
  if (!inRepository) {
    terminal.err(
      `No git repository is in ${folder}: work will be done in the folder itself, without branch and worktree`,
    );
  }
  terminal.err("Next: samocode doctor");
  return 0;
}

/** The folder that was named, else the top of the repository around the current folder, else the current folder. */
function projectFolder(given: string | undefined, terminal: Terminal): string {
  const { cwd, env } = terminal;
  if (given === undefined || given === "") return repositoryTop(cwd) ?? cwd;
  const folder = absolutePath(given, { base: cwd, home: homeFolder(env) });
  if (pathKind(folder) === "folder") return folder;
  throw new UsageError(`Cannot set up "${folder}": there is no such folder`);
}

function repositoryTop(start: string): string | null {
  for (let folder = start;; folder = dirname(folder)) {
    // A file in linked worktrees and submodules.
    if (pathKind(join(folder, ".git")) !== "missing") return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** Copies a file to `FILE.bak`, or to the next free number, and returns the copy's path. */
async function backUp(file: string): Promise<string> {
  const reading = await readPersonFile(file);
  if (reading.kind !== "text") {
    const reason = reading.kind === "refused" ? reading.reason : "it is gone";
    throw new UserError(`Cannot keep "${file}" as a backup: ${reason}`);
  }
  let copy = `${file}.bak`;
  for (let n = 2; lstatOrNull(copy) !== null; n++) copy = `${file}.bak${n}`;
  writeNew(copy, reading.bytes, 0o644);
  return copy;
}
