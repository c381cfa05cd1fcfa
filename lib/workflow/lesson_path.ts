/**
 * Which files lessons may change.
 *
 * @module
 */

/** Files that tell agents what to know of a repository, in its root or in any folder of it. */
export const LESSON_FILES: readonly string[] = ["AGENTS.md", "CLAUDE.md"];

const MOST_CHARS = 200;

/**
 * What is wrong with a path in a patch of lessons; `null`: nothing.
 *
 * @example
 * ```ts
 * import { lessonPathProblem } from "./lesson_path.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lessonPathProblem("web/CLAUDE.md"), null);
 * assertEquals(lessonPathProblem("../CLAUDE.md"), '"../CLAUDE.md" leads out of the folder');
 * ```
 */
export function lessonPathProblem(path: string): string | null {
  const parts = path.split("/");
  if (path.startsWith("/") || parts.includes("..")) {
    return `"${path}" leads out of the folder`;
  }
  if (!LESSON_FILES.includes(parts.at(-1)!)) {
    return `"${path}" is neither CLAUDE.md nor AGENTS.md`;
  }
  return path.length > MOST_CHARS || parts.some(isOdd)
    ? `"${path}" is no place for instructions`
    : null;
}

/** No folder of git's, and nothing that has to be quoted in a patch. */
function isOdd(part: string): boolean {
  return part === "" || part === "." || part.toLowerCase() === ".git" ||
    !/^[\p{L}\p{N} ._@+-]+$/u.test(part);
}
