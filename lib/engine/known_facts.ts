/**
 * What git tells of the working folder, for those who verify by it.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Facts } from "../system/host.ts";
import { shellWord } from "../workflow/shell_word.ts";
import type { Engine } from "./engine.ts";

/**
 * Looks at the working folder.
 *
 * @throws {UserError} when git tells nothing although the session has a branch: taken for a plain folder it would be
 * verified by weaker rules.
 */
export async function knownFacts({ host, store }: Engine): Promise<Facts> {
  const facts = await host.facts();
  const { branch, workingDir } = store.state;
  if (facts.head !== null || branch === null) return facts;
  throw new UserError(
    `Cannot verify the work on "${branch}": git tells nothing of "${workingDir}"`,
    { hint: `git -C ${shellWord(workingDir ?? ".")} status`, exitCode: 5 },
  );
}
