/**
 * `samocode eject`: writes the built-in workflows out, for a project that wants its own.
 *
 * @module
 */

import { dirname, join, relative } from "@std/path";
import { absolutePath, homeFolder } from "../config/locations.ts";
import { UserError } from "../errors.ts";
import { readAsset } from "../system/assets.ts";
import { makeFolder, writeNew } from "../system/files.ts";
import { pathKind } from "../system/person_file.ts";
import type { Terminal } from "../system/terminal.ts";
import { findProjectFile } from "./find_project.ts";
import { loadWorkflow } from "./load_workflow.ts";
import { type Call, text } from "./subcommand.ts";

const FOLDER = "samocode-workflow";
const MAIN_FILE = "workflow.md";

/** Writes both workflows and the skills of their phases; the last line, on standard output, is the setting that uses them. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const project = findProjectFile(terminal, text(call, "config"));
  const folder = targetFolder(call.positionals[0], { project, terminal });
  const files = await builtInFiles();
  const taken = files.map(({ path }) => join(folder, path))
    .filter((path) => pathKind(path) !== "missing");
  if (taken.length > 0) {
    throw new UserError(
      `Cannot write the workflow to "${folder}": files are there, and none is overwritten`,
      { details: taken, hint: "name another folder: samocode eject DIR" },
    );
  }
  try {
    for (const { path, content } of files) {
      makeFolder(dirname(join(folder, path)));
      writeNew(join(folder, path), content, 0o644);
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(
      `Cannot write the workflow to "${folder}": ${error.message}`,
      { cause: error },
    );
  }
  terminal.err(`Wrote ${files.length} files to ${folder}`);
  terminal.err("Sessions that were started before keep their workflow");
  terminal.err(`To use it, add this line to ${project}:`);
  const main = relative(dirname(project), join(folder, MAIN_FILE));
  terminal.out(`WORKFLOW=${quoted(main)}`);
  return 0;
}

function targetFolder(
  given: string | undefined,
  { project, terminal }: {
    readonly project: string;
    readonly terminal: Terminal;
  },
): string {
  if (given === undefined || given === "") {
    return join(dirname(project), FOLDER);
  }
  const { cwd, env } = terminal;
  return absolutePath(given, { base: cwd, home: homeFolder(env) });
}

interface BuiltIn {
  /** Relative to the folder of the workflow file. */
  readonly path: string;
  readonly content: string;
}

async function builtInFiles(): Promise<readonly BuiltIn[]> {
  const skills = {
    ...(await loadWorkflow("full")).skills,
    ...(await loadWorkflow("quick")).skills,
  };
  return [
    ...[MAIN_FILE, "workflow.quick.md"].map((path) => (
      { path, content: readAsset(path)! }
    )),
    ...Object.entries(skills).map(([name, content]) => (
      { path: `skills/${name}/SKILL.md`, content }
    )),
  ];
}

/** As the value of a setting, in quotes where it would be cut or expanded. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path)
    ? path
    : path.includes("'")
    ? JSON.stringify(path)
    : `'${path}'`;
}
