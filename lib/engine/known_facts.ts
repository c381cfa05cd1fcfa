/**
 * What git tells of the working folder, for those who verify by it.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Facts } from "../system/host.ts";
import { shellWord } from "../workflow/shell_word.ts";
import type { Engine } from "./engine.ts";
import { isWorktree } from "./working_dir.ts";

/**
 * Looks at the working folder.
 *
 * @throws {UserError} when git tells nothing of the worktree of a session: taken for a plain folder it would be verified by
 * weaker rules.
 */
export async function knownFacts({ host, store }: Engine): Promise<Facts> {
  const facts = await host.facts();
  const { branch, workingDir } = store.state;
  if (branch === null || workingDir === null) return facts;
  // Without its own repository git would tell of the one around it.
  if (facts.head !== null && isWorktree(workingDir)) return facts;
  throw new UserError(
    `Cannot verify the work on "${branch}": git tells nothing of "${workingDir}"`,
    { hint: `git -C ${shellWord(workingDir)} status`, exitCode: 5 },
  );
}
