/**
 * The overview on disk, which editors and agents save whenever they like and without a lock.
 *
 * Everything that writes here must hold the session lock: it keeps other writers of the host away.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import { systemClock } from "../system/clock.ts";
import {
  lstatOrNull,
  readFile,
  removeIfThere,
  syncFolder,
  tempBeside,
  writeNew,
} from "../system/files.ts";
import { placeNew } from "../system/place.ts";
import { digest } from "./digest.ts";
import { bytesToText, textToBytes } from "./lossless.ts";
import { exchange, sortSwap } from "./notebook_exchange.ts";
import type { SessionPaths } from "./paths.ts";

/** Largest overview that is read. */
export const MAX_OVERVIEW_BYTES = 4 << 20;

/** What stands where the overview should be. */
export type NotebookReading =
  | {
    readonly kind: "text";
    /** The bytes without a loss, see {@linkcode bytesToText}. */
    readonly text: string;
    /** sha256 of the text as UTF-8, hex. */
    readonly hash: string;
  }
  /** May be the moment in which an editor or the host exchanges the file: look again. */
  | { readonly kind: "missing" }
  | { readonly kind: "refused"; readonly reason: string };

/** What a change led from and to. */
export interface NotebookChange {
  /** sha256 of the text that the change was computed from. */
  readonly before: string;
  readonly after: string;
  readonly text: string;
}

/** Reads the overview; never throws. */
export function readNotebook(paths: SessionPaths): NotebookReading {
  const reading = readFile(paths.overview, MAX_OVERVIEW_BYTES);
  if (reading.kind !== "text") return reading;
  const text = bytesToText(reading.bytes);
  let hash: string | null = null;
  return {
    kind: "text",
    text,
    // Many take the text alone.
    get hash() {
      return hash ??= digest(text);
    },
  };
}

const LOOK_MS = 5;
const PATIENCE_MS = 1_000;
const MAX_ROUNDS = 100;

/**
 * Changes the overview, computing the change again from whatever somebody saved meanwhile.
 *
 * No save of an editor is lost, however it saves: in place, or by putting a new file there. When this returns, the
 * text was on disk; somebody may have saved another one since.
 *
 * @param change Called once or more, with the text to change.
 * @throws {UserError} when the overview is missing for a second, is no regular file, or is saved without end.
 */
export async function changeNotebook(
  paths: SessionPaths,
  change: (text: string) => string,
): Promise<NotebookChange> {
  mendNotebook(paths);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { text, hash } = await savedText(paths);
    const next = change(text);
    if (next === text || exchange(paths, { from: text, to: next })) {
      return { before: hash, after: digest(next), text: next };
    }
  }
  throw new UserError(
    `Cannot change "${paths.overview}": another program saves it all the time`,
    { hint: "close it there and run again", exitCode: 5 },
  );
}

/** Makes the overview, whole or not at all; `false` when something stands there. */
export function createNotebook(paths: SessionPaths, text: string): boolean {
  mendNotebook(paths);
  if (lstatOrNull(paths.overview) !== null) return false;
  const temp = tempBeside(paths.overview);
  try {
    writeNew(temp, textToBytes(text), 0o644);
    if (!placeNew(temp, paths.overview)) return false;
  } finally {
    removeIfThere(temp);
  }
  syncFolder(paths.folder);
  return true;
}

/**
 * Ends an exchange that a crash cut off; `false` when there is nothing to mend.
 *
 * Without an overview, the one in the swap is put back. With both, the swap goes where it says nothing else than the
 * overview, and is kept beside it under a name of its own where it does.
 */
export function mendNotebook(paths: SessionPaths): boolean {
  return sortSwap(paths);
}

/** The text of the overview once nobody seems to be in the middle of saving it. */
async function savedText(
  paths: SessionPaths,
): Promise<{ readonly text: string; readonly hash: string }> {
  for (let waitedMs = 0;; waitedMs += LOOK_MS) {
    const now = readNotebook(paths);
    if (now.kind === "text" && !beingSaved(paths)) return now;
    if (now.kind === "refused" || waitedMs >= PATIENCE_MS) {
      if (now.kind === "text") return now;
      const reason = now.kind === "refused" ? now.reason : "it is missing";
      throw new UserError(`Cannot change "${paths.overview}": ${reason}`, {
        hint: "put it right and run again",
        exitCode: 5,
      });
    }
    await systemClock.sleep(LOOK_MS);
  }
}

/**
 * Whether an editor may be between emptying the file and writing the last of it.
 *
 * Editors write in blocks: a young file that is empty, or ends with a block, is suspicious.
 */
function beingSaved(paths: SessionPaths): boolean {
  const info = lstatOrNull(paths.overview);
  if (info === null || info.mtime === null) return info === null;
  const ageMs = Math.abs(systemClock.now() - info.mtime.getTime());
  return info.size % 4096 === 0 && ageMs < PATIENCE_MS;
}
