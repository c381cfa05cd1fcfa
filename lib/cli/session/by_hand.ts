/**
 * What happened in a session's worktree since its last iteration.
 *
 * @module
 */

import { git, GitMissingError } from "../../system/git.ts";
import { treeFacts } from "../../system/git_facts.ts";
import { oneLine } from "../../workflow/one_line.ts";
import type { SessionState } from "../../workflow/state.ts";

const SHOWN = 5;

/**
 * Words for it; `null`: nothing that the overview does not tell already, or nobody can say.
 *
 * @param overview Text of the overview; commits that it names are left out.
 */
export async function byHand(
  { workingDir, lastDecision, base }: SessionState,
  overview: string,
): Promise<string | null> {
  if (workingDir === null) return null;
  try {
    const facts = await treeFacts(workingDir);
    const from = lastDecision?.tree?.head ?? base;
    const commits = from === null || facts.head === null || from === facts.head
      ? []
      : await commitsSince(workingDir, from);
    const fresh = commits.filter((line) =>
      !overview.includes(line.split(" ", 1)[0]!)
    );
    const more = fresh.length - SHOWN;
    const parts = [
      ...(fresh.length === 0 ? [] : [
        `${fresh.length} commit${fresh.length === 1 ? "" : "s"}: ` +
        fresh.slice(0, SHOWN).join("; ") +
        (more > 0 ? `; and ${more} more` : ""),
      ]),
      ...(facts.dirty ? ["uncommitted changes"] : []),
    ];
    return parts.length === 0 ? null : parts.join(", ");
  } catch (error) {
    if (error instanceof GitMissingError) return null;
    throw error;
  }
}

/** Newest first: `1a2b3c4 Subject`. */
async function commitsSince(
  cwd: string,
  from: string,
): Promise<readonly string[]> {
  const { code, stdout } = await git(
    ["log", "--format=%h %s", "--max-count=200", `${from}..HEAD`],
    { cwd },
  );
  return code === 0 ? stdout.split("\n").filter(Boolean).map(oneLine) : [];
}
