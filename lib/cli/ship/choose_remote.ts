/**
 * Which remote a branch is pushed to.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import type { Remotes } from "../../system/remote.ts";
import { nearNames } from "../../workflow/names.ts";

/**
 * Chooses: the one that is asked for, the one that git is configured to push the branch to, the one of the last time, `origin`, the only one.
 *
 * @throws {UsageError} when the one that is asked for is not there, or none can be chosen.
 * @throws {RefusedError} when there is none at all.
 *
 * @example
 * ```ts
 * import { chooseRemote } from "./choose_remote.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const remotes = { names: ["fork", "origin"], configured: null };
 * const chosen = chooseRemote(remotes, { name: "x", asked: undefined, last: null });
 * assertEquals(chosen, "origin");
 * ```
 */
export function chooseRemote(
  { names, configured }: Remotes,
  { name, asked, last }: {
    /** Of the session. */
    readonly name: string;
    readonly asked: string | undefined;
    readonly last: string | null;
  },
): string {
  const cannot = `Cannot ship "${name}"`;
  if (names.length === 0) {
    throw new RefusedError(`${cannot}: its repository has no remote`, {
      hint: "git remote add origin URL",
    });
  }
  if (asked !== undefined) {
    if (names.includes(asked)) return asked;
    const [near] = nearNames(asked, names);
    throw new UsageError(`${cannot}: there is no remote "${asked}"`, {
      details: names,
      hint: `--remote ${near ?? names[0]}`,
    });
  }
  const chosen = [configured, last, "origin"]
    .find((one) => one !== null && names.includes(one)) ??
    (names.length === 1 ? names[0] : undefined);
  if (chosen !== undefined && chosen !== null) return chosen;
  throw new UsageError(
    `${cannot}: there are ${names.length} remotes, and none of them is "origin"`,
    { details: names, hint: `samocode ship ${name} --remote ${names[0]}` },
  );
}
