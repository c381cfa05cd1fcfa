/**
 * Files of a repository and of a person, in a test with a real program.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import type { Project } from "../e2e/harness.ts";

/** Writes a file, its folder too. */
export async function writeFile(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

/** Commits files of the repository, so that a worktree has them. */
export async function commitFiles(
  project: Project,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(project.repo, name), text);
  }
  const who = "-c user.name=Ada -c user.email=ada@example.com";
  await project.sh(`git add . && git ${who} commit -q -m Files`);
}

/** Names of the marks that hooks have left in the folder of the project. */
export function marksOf({ dir }: Project): readonly string[] {
  return [...Deno.readDirSync(dir)].map(({ name }) => name)
    .filter((name) => name.endsWith("-hook")).sort();
}
