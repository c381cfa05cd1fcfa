/**
 * Commits that came after what was verified: they may be handed over where they hold nothing but applied lessons.
 *
 * @module
 */

import { readLessonsFile } from "../../session/lessons_file.ts";
import { sha256 } from "../../system/files.ts";
import { git } from "../../system/git.ts";
import { isWithin } from "../../system/remote.ts";
import { counted } from "../../workflow/amounts.ts";
import { parseLessons } from "../../workflow/lessons.ts";
import type { Acting } from "../acting.ts";
import { commitIds } from "../look/commits.ts";

/**
 * Says what came later, where it changes only the files of the lessons that a person applied; else `null`.
 *
 * @param options.verified Commit at the verified end.
 * @param options.head Commit of the branch now, checked out in `cwd`.
 */
export async function laterLessons(
  { store: { state, paths } }: Acting,
  { cwd, verified, head }: {
    readonly cwd: string;
    readonly verified: string;
    readonly head: string;
  },
): Promise<string | null> {
  const reading = readLessonsFile(paths)?.reading;
  if (reading?.kind !== "text") return null;
  // Journaled by the person's own call: a patch that only lies there opens nothing.
  const applied = state.appliedLessons.includes(await sha256(reading.bytes));
  const lessons = parseLessons(reading.text);
  if (!applied || lessons.kind === "refused") return null;
  if (!await isWithin(cwd, { commit: verified, head })) return null;
  const names = await changed(cwd, { verified, head });
  const allowed = lessons.files.map(({ path }) => path);
  const only = names !== null && names.length > 0 &&
    names.every((name) => allowed.includes(name));
  if (!only) return null;
  const later = (await commitIds(cwd, verified)).length;
  return `${
    counted(later, "commit")
  } came after what was verified: only lessons, in ${allowed.join(", ")}`;
}

/** Paths that any of the commits changed; `null` when git does not tell. */
async function changed(
  cwd: string,
  { verified, head }: { readonly verified: string; readonly head: string },
): Promise<readonly string[] | null> {
  const { code, stdout } = await git(
    // Each commit, a merge too: what one adds and the next takes away is pushed all the same.
    [
      "log",
      "-m",
      "-z",
      "--name-only",
      "--no-renames",
      "--format=",
      `${verified}..${head}`,
      "--",
    ],
    { cwd },
  );
  return code === 0 ? stdout.split("\0").filter((name) => name !== "") : null;
}
