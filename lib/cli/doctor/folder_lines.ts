/**
 * The three folders of a project: whether they can be written, how much fits, whether locks hold.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import type { Config } from "../../config/config.ts";
import { acquireLock } from "../../session/lock.ts";
import { systemClock } from "../../system/clock.ts";
import { diskKind, isShared } from "../../system/disk_kind.ts";
import { removeIfThere, tempBeside } from "../../system/files.ts";
import { freeBytes } from "../../system/free_bytes.ts";
import { pathKind } from "../../system/person_file.ts";
import { writeProblem } from "../../system/write_try.ts";
import { shellWord } from "../../workflow/shell_word.ts";
import { type Line, ok, problem, warning } from "./line.ts";

/** Below this no iteration begins. */
const MIN_FREE = 200 << 20;
/** Below this a person should know. */
const LOW_FREE = 2 * 2 ** 30;

/** Looks at MAIN_REPO, WORKTREES and SESSIONS. */
export async function folderLines(
  { mainRepo, worktrees, sessions }: Config,
): Promise<readonly Line[]> {
  const [disks, locks] = await Promise.all([
    diskLines([worktrees, sessions]),
    lockLines(sessions),
  ]);
  return [
    writableLine("MAIN_REPO", mainRepo),
    writableLine("WORKTREES", worktrees),
    writableLine("SESSIONS", sessions),
    ...disks,
    ...locks,
  ];
}

function writableLine(key: string, folder: string): Line {
  const there = firstThere(folder);
  const trouble = writeProblem(there);
  if (trouble !== null) {
    return problem(
      `${key} cannot be written: ${there}: ${trouble}`,
      `ls -ld ${shellWord(there)}`,
    );
  }
  return ok(
    there === folder
      ? `${key} can be written: ${folder}`
      : `${key} is made when it is needed: ${folder}`,
  );
}

async function diskLines(
  folders: readonly string[],
): Promise<readonly Line[]> {
  const places = await Promise.all(folders.map(async (folder) => ({
    folder,
    free: await freeBytes(firstThere(folder)),
  })));
  const lines = places.map(({ folder, free }) => {
    if (free === null) return ok(`free space of ${folder} cannot be told`);
    const text = `${(free / 2 ** 30).toFixed(1)} GiB are free for ${folder}`;
    const next = `df -h ${shellWord(firstThere(folder))}, and make room`;
    return free < MIN_FREE
      ? problem(text, next)
      : free < LOW_FREE
      ? warning(text, next)
      : ok(text);
  });
  // Both are usually on one disk: one line of the kind is enough then.
  const [first, second] = places;
  return first !== undefined && first.free === second?.free
    ? lines.slice(0, 1)
    : lines;
}

async function lockLines(sessions: string): Promise<readonly Line[]> {
  const place = firstThere(sessions);
  if (writeProblem(place) !== null) return [];
  const trouble = await lockProblem(place);
  if (trouble !== null) {
    return [
      problem(
        `locks do not work in ${place}: ${trouble}`,
        "put SESSIONS on a local disk",
      ),
    ];
  }
  const kind = await diskKind(place);
  return [
    kind !== null && isShared(kind)
      ? warning(
        `${place} is on a shared disk (${kind}): a run on another machine may not be kept away`,
        "put SESSIONS on a local disk",
      )
      : ok(`locks keep a second run away in ${place}`),
  ];
}

/** Takes a lock twice: the second time must fail. */
async function lockProblem(folder: string): Promise<string | null> {
  const path = tempBeside(join(folder, "samocode-try"));
  const options = { waitMs: 0, clock: systemClock };
  try {
    const lock = await acquireLock(path, options);
    if (lock === null) return "one that nobody holds is not granted";
    try {
      const second = await acquireLock(path, options);
      second?.release();
      return second === null ? null : "two can hold the same one";
    } finally {
      lock.release();
    }
  } catch (error) {
    // Also what the system itself says about a disk without locks.
    if (error instanceof Error) return error.message;
    throw error;
  } finally {
    removeIfThere(path);
  }
}

/** The folder, or the nearest one above it that is there. */
function firstThere(folder: string): string {
  for (let place = folder;; place = dirname(place)) {
    if (pathKind(place) !== "missing" || place === dirname(place)) {
      return place;
    }
  }
}
