/**
 * Takes folders of this machine out of a text that leaves it.
 *
 * @module
 */

/** A folder, and the word that stands for it; an empty word: paths in it are told from there. */
export interface HiddenPlace {
  readonly path: string;
  readonly word: string;
}

/**
 * Makes a function that puts words in the place of folders, the longest path first.
 *
 * @example
 * ```ts
 * import { hidePlaces } from "./hide_places.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const hide = hidePlaces([
 *   { path: "/home/ada", word: "~" },
 *   { path: "/home/ada/trees/x", word: "" },
 * ]);
 * assertEquals(
 *   hide("/home/ada/trees/x/src/a.ts of /home/ada/trees/x, /home/adam"),
 *   "src/a.ts of ., /home/adam",
 * );
 * ```
 */
export function hidePlaces(
  places: readonly HiddenPlace[],
): (text: string) => string {
  const longestFirst = places.filter(({ path }) => path.length > 1)
    .toSorted((a, b) => b.path.length - a.path.length);
  return (text) =>
    longestFirst.reduce((text, { path, word }) => {
      const literal = path.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      return text
        .replaceAll(new RegExp(`${literal}/`, "g"), word && `${word}/`)
        .replaceAll(new RegExp(`${literal}(?![\\w-])`, "g"), word || ".");
    }, text);
}
