/**
 * Whether a session can be handed over: finished, and its branch at the very commit that was found well.
 *
 * @module
 */

import { RefusedError } from "../../session/refused.ts";
import { wayOn } from "../../session/gates.ts";
import { isFolder } from "../../system/files.ts";
import { treeFacts } from "../../system/git_facts.ts";
import { counted } from "../../workflow/amounts.ts";
import { spaced } from "../../workflow/row_words.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { worktreeCommand } from "../../workflow/worktree_command.ts";
import type { SessionState } from "../../workflow/state.ts";
import { type Acting, holderOf } from "../acting.ts";
import { commitIds } from "../look/commits.ts";
import { laterLessons } from "./later_lessons.ts";

/** What is handed over. */
export interface Ready {
  /** The worktree. */
  readonly cwd: string;
  readonly branch: string;
  /** Commit that the host verified, or a later one that only adds lessons. */
  readonly head: string;
  /** Id of its files. */
  readonly tree: string | null;
  /** Commits since the session began. */
  readonly commits: number;
  /** What came after the verified commit, one sentence; `null`: nothing. */
  readonly later: string | null;
}

const MOST_PATHS = 20;

/**
 * Looks at the session and its worktree.
 *
 * @throws {RefusedError} saying what is in the way, and what to do.
 */
export async function readyToShip(acting: Acting): Promise<Ready> {
  const { store: { state }, name, config } = acting;
  const cannot = `Cannot ship "${name}"`;
  if (!state.finished || state.attempt !== null) await refuseOpen(acting);
  const { workingDir, branch, lastDecision } = state;
  if (workingDir === null) {
    throw new RefusedError(
      `${cannot}: it was not finished by this program, and nobody verified its end`,
      { hint: wayOn(state, name) },
    );
  }
  if (branch === null) {
    throw new RefusedError(
      `${cannot}: it has no branch: its work was done in a plain folder, or on a branch of yours`,
      { hint: `samocode report ${name}` },
    );
  }
  if (!isFolder(workingDir)) {
    throw new RefusedError(
      `${cannot}: its worktree is missing: "${workingDir}"`,
      {
        hint: worktreeCommand({
          mainRepo: config.mainRepo,
          path: workingDir,
          branch,
        }),
      },
    );
  }
  const facts = await treeFacts(workingDir);
  const { head } = facts;
  const at = `git -C ${shellWord(workingDir)}`;
  if (head === null) {
    throw new RefusedError(
      `${cannot}: "${workingDir}" is no git repository, or it has no commit`,
      { hint: "samocode doctor" },
    );
  }
  if (facts.branch !== branch) {
    throw new RefusedError(
      `${cannot}: its worktree is on ${
        facts.branch === null ? "no branch" : `the branch "${facts.branch}"`
      }, and the work is on "${branch}"`,
      { hint: `${at} switch ${shellWord(branch)}` },
    );
  }
  if (facts.dirty) {
    throw new RefusedError(
      `${cannot}: its worktree has ${
        counted(facts.changed.length, "file")
      } with uncommitted changes`,
      {
        details: facts.changed.slice(0, MOST_PATHS),
        hint: `${at} status`,
      },
    );
  }
  const verified = lastDecision?.tree?.head ?? null;
  const later = verified === null || head === verified
    ? null
    : await laterLessons(acting, { cwd: workingDir, verified, head });
  if (head !== verified && later === null) {
    throw new RefusedError(
      `${cannot}: its branch is at ${
        head.slice(0, 10)
      }, and what was verified at its end is ${
        verified?.slice(0, 10) ?? "not known"
      }`,
      {
        details: await since(verified, { cwd: workingDir }),
        hint: `samocode reopen ${name} "Check what was done by hand"`,
      },
    );
  }
  if (state.base === head) {
    throw new RefusedError(`${cannot}: its branch has no commit of its own`, {
      hint: `samocode report ${name}`,
    });
  }
  const commits = (await commitIds(workingDir, state.base)).length;
  return { cwd: workingDir, branch, head, tree: facts.tree, commits, later };
}

async function refuseOpen({ store, name }: Acting): Promise<never> {
  const { state } = store;
  const running = (await holderOf(store)).kind === "held";
  throw new RefusedError(
    `Cannot ship "${name}": it is not finished: ${standsAt(state, running)}`,
    { hint: running ? `samocode wait ${name}` : wayOn(state, name) },
  );
}

function standsAt(state: SessionState, running: boolean): string {
  if (state.waiting !== null) {
    return `it waits for ${spaced(state.waiting.reason)}`;
  }
  if (state.blocked !== null) return `it is blocked in ${state.phase}`;
  return running
    ? `a run works in ${state.phase}`
    : `it is in the phase ${state.phase}`;
}

async function since(
  verified: string | null,
  { cwd }: { readonly cwd: string },
): Promise<readonly string[]> {
  const later = (await commitIds(cwd, verified)).length;
  return later === 0 ? [] : [`${counted(later, "commit")} came later`];
}
