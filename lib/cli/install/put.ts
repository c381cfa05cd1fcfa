/**
 * Puts things of ours into a provider's folder, and takes them away again.
 *
 * @module
 */

import { dirname, join } from "@std/path";
import {
  isFolder,
  listFolder,
  lstatOrNull,
  makeFolder,
  removeIfThere,
  writeAtomic,
} from "../../system/files.ts";
import { moveFile, removeAny } from "../../system/place.ts";
import { inspectItem, type InstalledItem } from "./inspect.ts";
import { type Item, unitOf } from "./items.ts";
import { marked } from "./mark.ts";

/** What became of one item. */
export interface Outcome {
  readonly kind: "changed" | "same" | "warning" | "failed";
  /** One line for a person. */
  readonly text: string;
}

/** How things are put. */
export interface PutOptions {
  readonly version: string;
  /** Whether what the program before this one wrote may be moved away. */
  readonly replaceOld: boolean;
  /** Nothing is changed. */
  readonly dryRun: boolean;
}

/** Where old things are moved to; providers look for nothing there. */
const OLD = "samocode-old";

/** Puts an item, unless something stands there that is not ours; never throws for a place that cannot be written. */
export async function putItem(
  home: string,
  item: Item,
  { version, replaceOld, dryRun }: PutOptions,
): Promise<Outcome> {
  const { path, text } = item;
  let state;
  try {
    state = await inspectItem(home, item);
  } catch (error) {
    return failure(path, error);
  }
  const write = async (word: string) => {
    const content = await marked(text, version);
    return attempt(path, {
      word,
      dryRun,
      act: () => {
        makeFolder(dirname(join(home, path)));
        writeAtomic(join(home, path), content, 0o644);
      },
    });
  };
  switch (state.kind) {
    case "missing":
      return await write("installed");
    case "older":
      return await write(`updated from ${state.version}`);
    case "current":
      return { kind: "same", text: `${path} is up to date` };
    case "changed":
      return warning(
        `${path} was changed since samocode ${state.version} wrote it: left as it is`,
      );
    case "foreign":
      return warning(`${path} ${state.reason}: left as it is`);
    case "predecessor": {
      if (!replaceOld) {
        return warning(
          `${path} is of an earlier samocode: left as it is; --replace-old replaces it`,
        );
      }
      const kept = freeOldPlace(home, unitOf(path));
      const moved = attempt(path, {
        word: "moved away",
        dryRun,
        act: () => {
          makeFolder(dirname(kept));
          moveFile(join(home, unitOf(path)), kept);
        },
      });
      return moved.kind === "failed"
        ? moved
        : await write(`replaced; the old one is in ${kept}`);
    }
  }
}

/** Takes away something of ours that nobody changed. */
export function removeItem(
  home: string,
  { path, version, changed }: InstalledItem,
  { dryRun, word }: { readonly dryRun: boolean; readonly word: string },
): Outcome {
  if (changed) {
    return warning(
      `${path} was changed since samocode ${version} wrote it: left as it is`,
    );
  }
  return attempt(path, {
    word,
    dryRun,
    act: () => {
      removeIfThere(join(home, path));
      const unit = join(home, unitOf(path));
      if (isFolder(unit) && listFolder(unit).length === 0) removeAny(unit);
    },
  });
}

function attempt(
  path: string,
  { word, dryRun, act }: {
    readonly word: string;
    readonly dryRun: boolean;
    readonly act: () => void;
  },
): Outcome {
  if (dryRun) return { kind: "changed", text: `${path} would be ${word}` };
  try {
    act();
    return { kind: "changed", text: `${path} ${word}` };
  } catch (error) {
    return failure(path, error);
  }
}

/** Not ours to read or write, or no folder where one should be: the other items go on. */
function failure(path: string, error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  return { kind: "failed", text: `${path}: ${error.message}` };
}

function freeOldPlace(home: string, unit: string): string {
  for (let count = 1;; count++) {
    const place = join(home, OLD, count === 1 ? unit : `${unit}-${count}`);
    if (lstatOrNull(place) === null) return place;
  }
}

function warning(text: string): Outcome {
  return { kind: "warning", text };
}
