/**
 * What a session proposes that the next one should know: a patch of the instructions for agents, and of nothing else.
 *
 * @module
 */

import { lessonPathProblem } from "./lesson_path.ts";
import { parseHunk, PatchLines, Refusal } from "./patch_lines.ts";

/** A file that the patch changes. */
export interface LessonFile {
  /** Relative to the working folder. */
  readonly path: string;
  readonly isNew: boolean;
  readonly added: number;
  readonly removed: number;
}

/** What a patch of lessons is. */
export type LessonsReading =
  | { readonly kind: "lessons"; readonly files: readonly LessonFile[] }
  /** `reason` begins with a small letter. */
  | { readonly kind: "refused"; readonly reason: string };

/** Twice of what an agent is asked for. */
export const MOST_LESSON_LINES = 20;

/** Time of a file that is not there: so git knows new and removed ones in patches of other programs. */
const EPOCH = /^(1970-01-01|1969-12-31) /;

/**
 * Parses a patch; never throws.
 *
 * Less is understood than `git apply` takes, so that git cannot read another file out of it than we do: a line that is
 * no part of a header or of a hunk with the lengths it tells is refused.
 *
 * @example
 * ```ts
 * import { parseLessons } from "./lessons.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const patch = "--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1 @@\n+Tests: make t\n";
 * assertEquals(parseLessons(patch), {
 *   kind: "lessons",
 *   files: [{ path: "AGENTS.md", isNew: true, added: 1, removed: 0 }],
 * });
 * assertEquals(parseLessons(patch.replace("AGENTS", "README")), {
 *   kind: "refused",
 *   reason: '"README.md" is neither CLAUDE.md nor AGENTS.md',
 * });
 * ```
 */
export function parseLessons(text: string): LessonsReading {
  try {
    return { kind: "lessons", files: parseFiles(text) };
  } catch (error) {
    if (error instanceof Refusal) {
      return { kind: "refused", reason: error.message };
    }
    throw error;
  }
}

function parseFiles(text: string): readonly LessonFile[] {
  if (text.includes("\0")) throw new Refusal("it is binary");
  if (text.includes("\ufffd")) throw new Refusal("it is not UTF-8");
  const lines = new PatchLines(text.replace(/\n$/, "").split("\n"));
  const files: LessonFile[] = [];
  // Empty lines at the end are no harm.
  while (lines.all.slice(lines.at).some((line) => line !== "")) {
    files.push(parseFile(lines));
  }
  const paths = new Set(files.map(({ path }) => path));
  const sum = (of: (file: LessonFile) => number) =>
    files.reduce((total, file) => total + of(file), 0);
  const added = sum((file) => file.added);
  const removed = sum((file) => file.removed);
  if (files.length === 0) throw new Refusal("it is empty");
  if (paths.size < files.length) throw new Refusal("it has a file twice");
  if (added === 0) throw new Refusal("it adds nothing");
  if (added > MOST_LESSON_LINES || removed > MOST_LESSON_LINES) {
    throw new Refusal(
      `it adds ${added} lines and removes ${removed}: more than ${MOST_LESSON_LINES}`,
    );
  }
  return files;
}

function parseFile(lines: PatchLines): LessonFile {
  const named = parseGitHeader(lines);
  const [, before = "", beforeTime = ""] =
    lines.take(/^--- ([^\t]+)(?:\t(.*))?$/) ?? lines.refuse();
  const [, after = "", afterTime = ""] =
    lines.take(/^\+\+\+ ([^\t]+)(?:\t(.*))?$/) ?? lines.refuse();
  if (after === "/dev/null" || EPOCH.test(afterTime)) {
    throw new Refusal("it removes a file");
  }
  const path = withoutPrefix(after, "b/");
  const isNew = before === "/dev/null" || EPOCH.test(beforeTime);
  if (before !== "/dev/null" && withoutPrefix(before, "a/") !== path) {
    throw new Refusal(`it makes one file of another: "${before}", "${after}"`);
  }
  if (named !== null && (named.path !== path || named.isNew !== isNew)) {
    throw new Refusal(`its headers contradict each other about "${path}"`);
  }
  let added = 0;
  let removed = 0;
  let hunks = 0;
  for (; lines.line?.startsWith("@@"); hunks++) {
    const hunk = parseHunk(lines);
    added += hunk.added;
    removed += hunk.removed;
  }
  if (hunks === 0) lines.refuse();
  return { path, isNew, added, removed };
}

/** The lines that only git writes; `null`: there are none. */
function parseGitHeader(
  lines: PatchLines,
): { readonly path: string; readonly isNew: boolean } | null {
  const header = lines.take(/^diff --git (.+)$/);
  if (header === null) return null;
  const names = /^a\/(.+) b\/\1$/.exec(header[1]!);
  if (names === null) {
    throw new Refusal(`it makes one file of another: ${header[1]}`);
  }
  const path = withoutPrefix(`b/${names[1]}`, "b/");
  const isNew = lines.take(/^new file mode 100644$/) !== null;
  lines.take(/^index [0-9a-f]+\.\.[0-9a-f]+(?: 100[0-9]{3})?$/);
  const line = lines.line ?? "";
  if (/^(GIT binary patch|Binary files )/.test(line)) {
    throw new Refusal("it is binary");
  }
  if (/^deleted file mode /.test(line)) throw new Refusal("it removes a file");
  if (/^(new file mode|index .*) 120000$/.test(line)) {
    throw new Refusal(`it makes "${path}" a link, or follows one`);
  }
  if (/^(new |old |rename |copy |similarity |dissimilarity )/.test(line)) {
    throw new Refusal(`it changes more than the lines of "${path}"`);
  }
  return { path, isNew };
}

function withoutPrefix(name: string, prefix: "a/" | "b/"): string {
  const path = name.startsWith(prefix) ? name.slice(prefix.length) : null;
  const problem = lessonPathProblem(path ?? name);
  if (problem !== null) throw new Refusal(problem);
  if (path === null) throw new Refusal(`"${name}" does not begin "${prefix}"`);
  return path;
}
