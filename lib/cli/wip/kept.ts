/**
 * The kept work of a session, and how a person names it.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { RefusedError } from "../../session/refused.ts";
import { isFolder } from "../../system/files.ts";
import { type KeptRef, listKept } from "../../system/kept_work.ts";
import type { SessionState } from "../../workflow/state.ts";

/** Kept work and the folder it belongs to. */
export interface Kept {
  /** Name of the session's folder. */
  readonly session: string;
  readonly cwd: string;
  /** The newest first. */
  readonly refs: readonly KeptRef[];
}

/** Finds the kept work of a session. @throws {RefusedError} when its working folder is not there. */
export async function keptOf(
  name: string,
  { workingDir }: SessionState,
): Promise<Kept> {
  if (workingDir === null || !isFolder(workingDir)) {
    throw new RefusedError(
      `Cannot look for kept work of "${name}": its working folder ${
        workingDir === null ? "is not made yet" : `"${workingDir}" is gone`
      }`,
      { hint: `samocode run ${name}` },
    );
  }
  return {
    session: name,
    cwd: workingDir,
    refs: await listKept(workingDir, name),
  };
}

/**
 * Picks one: by its name, or by its number in the list, where 1 is the newest.
 *
 * @throws {UsageError} when there is none of that name or number.
 */
export function pickKept({ session, refs }: Kept, word: string): KeptRef {
  const found = refs.find(({ name }) => name === word) ??
    (/^[1-9]\d*$/.test(word) ? refs[Number(word) - 1] : undefined);
  if (found !== undefined) return found;
  throw new UsageError(`Cannot find kept work "${word}"`, {
    hint: `samocode wip list ${session}`,
    details: refs.map(({ name }, i) => `${i + 1}  ${name}`),
  });
}

/** Name for work that is kept before something is put back; free, and later in the list than what it belongs to. */
export function nameBefore(
  { refs }: Kept,
  { iteration, open }: SessionState,
): string {
  const attempts = refs.map(({ name }) => name.split("-"))
    .filter(([its]) => its === String(iteration))
    .map(([, attempt]) => Number(attempt));
  const last = Math.max(open?.attempts ?? 0, ...attempts);
  const base = `${iteration}-${last}-before`;
  for (let count = 1;; count++) {
    const name = `${base}-${count}`;
    if (!refs.some((ref) => ref.name === name)) return name;
  }
}
