/**
 * What stands in a provider's folder where something of ours belongs.
 *
 * @module
 */

import { join } from "@std/path";
import {
  listFolder,
  lstatOrNull,
  readFile,
  realPath,
} from "../../system/files.ts";
import { pathKind } from "../../system/person_file.ts";
import { type Item, unitOf } from "./items.ts";
import { ended, readMark } from "./mark.ts";

/** What was found. */
export type ItemState =
  | { readonly kind: "missing" }
  /** The very text; `ours`: with our line. */
  | { readonly kind: "current"; readonly ours: boolean }
  /** Ours as we wrote it, with another text. */
  | { readonly kind: "older"; readonly version: string }
  /** Ours, and changed since. */
  | { readonly kind: "changed"; readonly version: string }
  /** Of the program that had this name before, by what it says. */
  | { readonly kind: "predecessor" }
  /** Somebody else's; `reason` goes on after the path. */
  | { readonly kind: "foreign"; readonly reason: string };

/** Something of ours that is there. */
export interface InstalledItem {
  readonly path: string;
  readonly version: string;
  readonly changed: boolean;
}

const MAX_BYTES = 1 << 20;

/** Looks at the place of an item; links are never taken for ours. */
export async function inspectItem(
  home: string,
  { path, text }: Item,
): Promise<ItemState> {
  const file = join(home, path);
  const linked = [file, join(home, unitOf(path))].some((place) =>
    lstatOrNull(place)?.isSymlink === true
  );
  const found = textAt(home, path);
  if (found === null) {
    return isFree(join(home, unitOf(path)))
      ? { kind: "missing" }
      : { kind: "foreign", reason: "holds something else" };
  }
  const mark = await readMark(found);
  if (mark.kind === "ours" && !linked) {
    const { version, changed } = mark;
    if (changed) return { kind: "changed", version };
    return mark.text === ended(text)
      ? { kind: "current", ours: true }
      : { kind: "older", version };
  }
  const plain = mark.kind === "ours" ? mark.text : ended(found);
  if (plain === ended(text)) return { kind: "current", ours: false };
  if (isPredecessors(found)) return { kind: "predecessor" };
  return { kind: "foreign", reason: linked ? "is a link" : "is not ours" };
}

/** Everything with our line in a provider's folder, whatever this version brings. */
export async function installedItems(
  home: string,
): Promise<readonly InstalledItem[]> {
  const paths = [
    ...names(home, "commands").map((name) => `commands/${name}`),
    ...names(home, "skills").map((name) => `skills/${name}/SKILL.md`),
  ];
  const items: InstalledItem[] = [];
  for (const path of paths) {
    if (lstatOrNull(join(home, unitOf(path)))?.isSymlink) continue;
    const reading = readFile(join(home, path), MAX_BYTES);
    if (reading.kind !== "text") continue;
    const mark = await readMark(reading.text);
    if (mark.kind === "none") continue;
    items.push({ path, version: mark.version, changed: mark.changed });
  }
  return items;
}

/** Names in a provider's `skills`, `commands` or `agents` that the program before this one wrote. */
export function predecessorsIn(
  home: string,
  folder: "skills" | "commands" | "agents",
): readonly string[] {
  return names(home, folder).filter((name) => {
    const path = folder === "skills"
      ? `skills/${name}/SKILL.md`
      : `${folder}/${name}`;
    const text = textAt(home, path);
    return text !== null && isPredecessors(text);
  });
}

/** Its texts speak of its files, or send the reader to each other; ours say when they are to be used. */
function isPredecessors(text: string): boolean {
  if (/^description: Use only when /m.test(text)) return false;
  return /\bsamocode\b|\b_(overview|qa)\.md\b|\b_signal\.json\b/i.test(text) ||
    /read `skills\/[\w-]+\/SKILL\.md`/.test(text);
}

/** A text, through links; `null`: there is none. */
function textAt(home: string, path: string): string | null {
  const file = join(home, path);
  if (pathKind(file) !== "file") return null;
  const reading = readFile(realPath(file), MAX_BYTES);
  return reading.kind === "text" ? reading.text : null;
}

function isFree(unit: string): boolean {
  const info = lstatOrNull(unit);
  return info === null || info.isDirectory && listFolder(unit).length === 0;
}

function names(home: string, folder: string): readonly string[] {
  const path = join(home, folder);
  if (pathKind(path) !== "folder") return [];
  return listFolder(path).map(({ name }) => name);
}
