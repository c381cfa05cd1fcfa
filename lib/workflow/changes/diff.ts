/**
 * The output of `git diff`, read back into the texts before and after.
 *
 * @module
 */

/** A file on both sides; `null`: it is not there. */
export interface FileVersions {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What was read; with a problem the output was cut short or is none of git's. */
export interface DiffReading {
  readonly files: readonly FileVersions[];
  readonly problem: string | null;
}

/**
 * Reads a diff without renames, with as many lines of context as the files have.
 *
 * With less context the texts are those parts of the files that the diff shows.
 *
 * @example
 * ```ts
 * import { parseDiff } from "./diff.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = `diff --git a/x b/x
 * --- a/x
 * +++ b/x
 * @@ -1,2 +1,2 @@
 *  one
 * -two
 * +2
 * `;
 * assertEquals(parseDiff(text), {
 *   files: [{ path: "x", before: "one\ntwo\n", after: "one\n2\n" }],
 *   problem: null,
 * });
 * ```
 */
export function parseDiff(text: string): DiffReading {
  const lines = text.split("\n");
  const files: FileVersions[] = [];
  for (let at = 0; at < lines.length - 1;) {
    const header = lines[at]!;
    if (!header.startsWith("diff --git ")) {
      return { files, problem: `line ${at + 1} is no header of a file` };
    }
    const path = pathOf(header.slice("diff --git ".length));
    if (path === null) return { files, problem: `no path in "${header}"` };
    const file = readOne(lines, at + 1);
    if (file === null) return { files, problem: `"${path}" is cut short` };
    files.push({ path, before: file.before, after: file.after });
    at = file.end;
  }
  return { files, problem: null };
}

interface One {
  readonly before: string | null;
  readonly after: string | null;
  readonly end: number;
}

/** Reads what follows the first line of a file; `null`: it is cut short. */
function readOne(lines: readonly string[], from: number): One | null {
  let at = from;
  let isNew = false;
  let isGone = false;
  for (
    ;
    at < lines.length - 1 && !/^(diff --git |@@ )/.test(lines[at]!);
    at++
  ) {
    if (lines[at]!.startsWith("new file mode")) isNew = true;
    if (lines[at]!.startsWith("deleted file mode")) isGone = true;
  }
  const before: string[] = [];
  const after: string[] = [];
  while (lines[at]?.startsWith("@@ ")) {
    const counts = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(lines[at]!);
    if (counts === null) return null;
    let left = Number(counts[1] ?? 1);
    let right = Number(counts[2] ?? 1);
    at++;
    let last: readonly string[][] = [];
    while (left > 0 || right > 0 || lines[at]?.startsWith("\\")) {
      const line = lines[at];
      // The last element stands behind the last newline and is no line.
      if (line === undefined || at === lines.length - 1) return null;
      const content = `${line.slice(1)}\n`;
      switch (line[0]) {
        case " ":
          last = [before, after];
          left--;
          right--;
          break;
        case "-":
          last = [before];
          left--;
          break;
        case "+":
          last = [after];
          right--;
          break;
        case "\\":
          // Tells that the line above has no newline.
          for (const side of last) side.push(side.pop()!.slice(0, -1));
          last = [];
          break;
        default:
          return null;
      }
      if (line[0] !== "\\") { for (const side of last) side.push(content); }
      at++;
    }
  }
  return {
    before: isNew ? null : before.join(""),
    after: isGone ? null : after.join(""),
    end: at,
  };
}

/** Both paths of a header are the same, since renames are off. */
function pathOf(names: string): string | null {
  if (names.startsWith('"')) {
    const quoted = /^"a\/((?:\\.|[^"\\])*)"/.exec(names)?.[1];
    return quoted === undefined ? null : unquoted(quoted);
  }
  const half = (names.length - 1) / 2;
  const path = names.slice(2, half);
  return names === `a/${path} b/${path}` ? path : null;
}

function unquoted(text: string): string {
  const plain: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    r: "\r",
    a: "\x07",
    b: "\b",
    f: "\f",
    v: "\v",
  };
  return text.replaceAll(
    /\\(?:([0-7]{3})|(.))/g,
    (_, octal: string | undefined, char: string | undefined) =>
      octal !== undefined
        ? String.fromCharCode(parseInt(octal, 8))
        : plain[char!] ?? char!,
  );
}
