/**
 * Names of sessions: what is allowed, what follows from them, and what was probably meant.
 *
 * @module
 */

const MAX_NAME = 80;
const MAX_SLUG = 40;

/**
 * Turns what a person typed into the form a new session's name has: lower case, `-` for spaces.
 *
 * Other characters stay as they are, so that {@linkcode nameProblem} can name them.
 *
 * @example
 * ```ts
 * import { sessionSlug } from "./names.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sessionSlug(" Pyright CI "), "pyright-ci");
 * ```
 */
export function sessionSlug(text: string): string {
  return text.trim().replaceAll(/\s+/g, "-").toLowerCase();
}

/**
 * Says what is wrong with a name, or returns `null` when it may be used as a path segment.
 *
 * The text goes on after a colon: `Cannot use "a/b": it contains "/", …`.
 *
 * @example
 * ```ts
 * import { nameProblem } from "./names.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nameProblem("pyright-ci"), null);
 * assertEquals(nameProblem(".."), '".." leads out of the folder');
 * ```
 */
export function nameProblem(name: string): string | null {
  if (name === "") return "a name may not be empty";
  if (name === ".") return '"." is the folder itself';
  if (name === "..") return '".." leads out of the folder';
  const foreign = name.match(/[^A-Za-z0-9._-]/u)?.[0];
  if (foreign !== undefined) {
    return `it contains ${JSON.stringify(foreign)}, ` +
      'a name is made of a-z, A-Z, 0-9, ".", "_" and "-"';
  }
  const first = name.charAt(0);
  if (first === "-" || first === "_") {
    return `a name may not begin with "${first}"`;
  }
  if (name.length > MAX_NAME) {
    return `it has ${name.length} characters, at most ${MAX_NAME} are allowed`;
  }
  return null;
}

/** Takes the `YY-MM-DD-` off a folder name; a name without a real date stays as it is. */
export function undatedName(folder: string): string {
  return folder.replace(
    /^\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])-(?=.)/,
    "",
  );
}

/**
 * Names the branch of a session: the folder name without its date, behind the prefix where there is one.
 *
 * Names are wider than what git takes: dots at either end, `..` and a final `.lock` are put right.
 */
export function branchName(folder: string, prefix: string | null): string {
  const name = undatedName(folder)
    .replaceAll(/\.{2,}/g, ".")
    .replace(/\.lock$/i, "-lock")
    .replaceAll(/^\.+|\.+$/g, "") || "session";
  const front = (prefix ?? "").trim().replaceAll(/^\/+|\/+$/g, "");
  return front === "" ? name : `${front}/${name}`;
}

/**
 * Makes a session name from the first words of a task: ASCII, at most 40 characters, never empty.
 *
 * @example
 * ```ts
 * import { taskSlug } from "./names.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(taskSlug("# Add a café menu\n\nDetails"), "add-a-cafe-menu");
 * assertEquals(taskSlug("日本語"), "session");
 * ```
 */
export function taskSlug(task: string): string {
  for (const line of task.split(/\r\n|\r|\n/)) {
    const words = asciiWords(line);
    const first = words[0];
    if (first === undefined) continue;
    let slug = first.slice(0, MAX_SLUG);
    for (const word of words.slice(1)) {
      if (slug.length + 1 + word.length > MAX_SLUG) break;
      slug += `-${word}`;
    }
    return slug;
  }
  return "session";
}

/**
 * Lists the names that were probably meant by `wanted`, the nearest first.
 *
 * A name that contains what is wanted is near; otherwise a third of its letters may differ. A session folder is
 * compared with and without its date.
 *
 * @example
 * ```ts
 * import { nearNames } from "./names.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearNames("verison", ["help", "version"]), ["version"]);
 * ```
 */
export function nearNames(
  wanted: string,
  names: readonly string[],
  max = 3,
): readonly string[] {
  const text = wanted.toLowerCase();
  if (text === "") return [];
  const allowed = Math.max(1, Math.floor(text.length / 3));
  return names
    .map((name) => ({ name, far: distance(text, name.toLowerCase()) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far)
    .slice(0, max)
    .map(({ name }) => name);
}

function asciiWords(line: string): string[] {
  return line
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? [];
}

function distance(wanted: string, name: string): number {
  if (wanted.length >= 3 && name.includes(wanted)) return 0.5;
  return Math.min(edits(wanted, name), edits(wanted, undatedName(name)));
}

/** Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        above[j]! + 1,
        row[j - 1]! + 1,
        above[j - 1]! + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, before[j - 2]! + 1);
      }
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
