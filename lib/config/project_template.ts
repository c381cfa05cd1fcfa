/**
 * Writes the text of a new `.samocode` file.
 *
 * @module
 */

import type { Proposal } from "./proposal.ts";

/** Folders that a new project uses, relative to its `.samocode`. */
export interface ProjectFolders {
  readonly worktrees: string;
  readonly sessions: string;
}

/**
 * Names the folders beside a repository.
 *
 * @param name Name of the repository's folder; characters that would need quotes become `-`.
 */
export function projectFolders(name: string): ProjectFolders {
  const plain = name.replaceAll(/[\s#'"`$\\]+/g, "-") || "project";
  return {
    worktrees: `../${plain}.worktrees`,
    sessions: `../${plain}.sessions`,
  };
}

/** Makes the text of a new `.samocode`; proposals are comments, so that a person chooses. */
export function projectTemplate(
  { worktrees, sessions }: ProjectFolders,
  proposals: readonly Proposal[],
): string {
  const lines = proposals.length > 0
    ? proposals.map(({ key, command }) => `# ${key}=${command}`)
    : ["# CHECK_TEST=make test"];
  return `# Where samocode works. Relative paths start at this file, so it may be committed.
MAIN_REPO=.
WORKTREES=${worktrees}
SESSIONS=${sessions}

# Commands that must pass before work counts as done, and one for new worktrees (SETUP).
# Remove the "# " of those that fit.
${lines.join("\n")}

# Limits of one run.
# MAX_ITERATIONS=40
# MAX_HOURS=8
# MAX_USD=20

# What is done to tests and checks waits for a person before work counts as done.
# TEST_CHANGES=ignore
`;
}
