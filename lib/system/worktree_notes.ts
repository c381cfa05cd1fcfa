/**
 * What a person ought to know of where a session's branch begins.
 *
 * @module
 */

import { git } from "./git.ts";
import type { WorktreeBase } from "./worktree_base.ts";

/** One line each; none when the branch begins anew with everything that the main one has. */
export async function startNotes(
  mainRepo: string,
  { branch, found, attached }: {
    readonly branch: string;
    readonly found: WorktreeBase;
    /** Whether the branch was there before, here or at the remote. */
    readonly attached: boolean;
  },
): Promise<readonly string[]> {
  const { base, baseName, localMain } = found;
  if (attached) {
    const tip = found.branchThere
      ? `refs/heads/${branch}`
      : found.remoteBranch!;
    const count = await commits(mainRepo, `${base}..${tip}`);
    return [
      count === 0
        ? `branch ${branch} is there already, with no commits since ${baseName}`
        : `branch ${branch} is there already: its ${
          counted(count)
        } since ${baseName} ${count === 1 ? "is" : "are"} part of it`,
    ];
  }
  if (localMain === null) return [];
  const ahead = await commits(mainRepo, `${base}..refs/heads/${localMain}`);
  return ahead === 0 ? [] : [
    `${localMain} has ${counted(ahead)} that ${baseName} has not: ${
      ahead === 1 ? "it is" : "they are"
    } not in the worktree`,
  ];
}

async function commits(cwd: string, range: string): Promise<number> {
  const { code, stdout } = await git(["rev-list", "--count", range, "--"], {
    cwd,
  });
  // What cannot be counted is nothing to tell of.
  return code === 0 ? Number(stdout.trim()) : 0;
}

function counted(count: number): string {
  return `${count} commit${count === 1 ? "" : "s"}`;
}
