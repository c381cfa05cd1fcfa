/**
 * Exchanging the overview for a changed one, in steps that show whether somebody saved it in between.
 *
 * The overview is renamed to the swap, compared with what was read, and the new one gets its name only if nobody took
 * it. At every moment, whatever a person saved stands under the name of the overview or of the swap.
 *
 * @module
 */

import {
  lstatOrNull,
  readFile,
  removeIfThere,
  syncFolder,
  tempBeside,
  writeNew,
} from "../system/files.ts";
import { moveFile, placeNew, removeAny } from "../system/place.ts";
import { markdownLines } from "../workflow/markdown_lines.ts";
import { digest } from "./digest.ts";
import { untrimmed } from "./flow_trim.ts";
import { keptPath } from "./kept_texts.ts";
import { bytesToText, textToBytes } from "./lossless.ts";
import { fieldLines, sectionsNamed } from "./overview_lines.ts";
import type { SessionPaths } from "./paths.ts";

/** What is exchanged for what. */
export interface Exchange {
  /** The text that was read. */
  readonly from: string;
  readonly to: string;
}

/**
 * Puts a text in the place of another.
 *
 * @returns Whether it is done; `false`: somebody saved meanwhile, what they saved stands there, read it again.
 */
export function exchange(paths: SessionPaths, change: Exchange): boolean {
  const steps = exchangeSteps(paths, change);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** {@linkcode exchange} in steps: between any two, somebody may save, or the machine may stop. */
export function* exchangeSteps(
  paths: SessionPaths,
  { from, to }: Exchange,
): Generator<void, boolean> {
  const temp = tempBeside(paths.overview);
  const mode = (lstatOrNull(paths.overview)?.mode ?? 0o644) & 0o777;
  try {
    writeNew(temp, textToBytes(to), mode);
    yield;
    if (!moveFile(paths.overview, paths.swap)) return false;
    yield;
    if (textAt(paths.swap) !== from || !placeNew(temp, paths.overview)) {
      // Saved between the look and the renaming, or as a new file since.
      sortSwap(paths, from);
      return false;
    }
    yield;
    if (textAt(paths.swap) !== from) {
      // An editor that held the file open has written into it.
      yield* takeBack(paths, to);
      return false;
    }
    removeIfThere(paths.swap);
  } finally {
    removeIfThere(temp);
  }
  yield;
  syncFolder(paths.folder);
  return true;
}

/**
 * Empties the swap without losing what stands in it; `false` when there is none.
 *
 * @param known A text that may go when something newer stands in its place.
 */
export function sortSwap(paths: SessionPaths, known?: string): boolean {
  const info = lstatOrNull(paths.swap);
  if (info === null) return false;
  if (!info.isFile) {
    // Never made by us, and no text of anybody.
    removeAny(paths.swap);
  } else if (placeNew(paths.swap, paths.overview)) {
    removeIfThere(paths.swap);
  } else {
    const text = textAt(paths.swap);
    const now = textAt(paths.overview);
    if (
      text !== null &&
      (text === known || says(now ?? "", text) ||
        says(withOlder(paths, now ?? ""), text))
    ) {
      removeIfThere(paths.swap);
    } else {
      moveFile(paths.swap, keptPath(paths, digest(text ?? `${info.size}`)));
    }
  }
  syncFolder(paths.folder);
  return true;
}

/** Takes our own text away again, so that the one in the swap can be read and changed. */
function* takeBack(paths: SessionPaths, ours: string): Generator<void, void> {
  const aside = keptPath(paths, crypto.randomUUID());
  const moved = moveFile(paths.overview, aside);
  yield;
  // Saved over ours as a new file: back with it, or if there is a newer one already, both stay.
  const kept = moved && textAt(aside) !== ours &&
    !placeNew(aside, paths.overview);
  yield;
  sortSwap(paths);
  if (!kept) removeIfThere(aside);
}

/** Whether `now` has all that `other` has, the host's own fields aside. */
function says(now: string, other: string): boolean {
  const lines = foreignLines(now);
  let at = 0;
  for (const line of foreignLines(other)) {
    at = lines.indexOf(line, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The overview with all entries of the flow log that have ever left it: one that was exchanged for a shorter one said them too. */
function withOlder({ olderFlow }: SessionPaths, now: string): string {
  const older = textAt(olderFlow);
  return older === null ? now : untrimmed(now, older);
}

const HOST_LABELS = [
  "phase",
  "iteration",
  "total iterations",
  "blocked",
  "last action",
  "next",
];

function foreignLines(text: string): readonly string[] {
  const lines = markdownLines(text);
  const status = sectionsNamed(lines, "Status")[0];
  const own = status === undefined ? [] : fieldLines(lines, status)
    .filter(({ label }) => HOST_LABELS.includes(label))
    .map(({ index }) => index);
  return lines.filter((_, i) => !own.includes(i)).map((line) => line.text);
}

function textAt(path: string): string | null {
  const reading = readFile(path, Infinity);
  return reading.kind === "text" ? bytesToText(reading.bytes) : null;
}
