/**
 * The lines of a unified diff, one after the other.
 *
 * @module
 */

/** Why a patch is not taken; the message begins with a small letter. */
export class Refusal extends Error {}

/** Lines of a patch and the place in them. */
export class PatchLines {
  /** Index of the present line. */
  at = 0;

  /** Begins with the first line. */
  constructor(readonly all: readonly string[]) {}

  /** The present line; `undefined`: there is none any more. */
  get line(): string | undefined {
    return this.all[this.at];
  }

  /** The match of the present line, which is used up by it. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = this.line === undefined ? null : pattern.exec(this.line);
    if (match !== null) this.at++;
    return match;
  }

  /** Refuses the present line. @throws {Refusal} */
  refuse(): never {
    throw new Refusal(
      this.line === undefined
        ? "it ends too early"
        : `its line ${this.at + 1} is no part of a unified diff`,
    );
  }
}

/**
 * Takes a hunk, up to the lengths that it tells, and counts its lines.
 *
 * @throws {Refusal} when it does not keep to them, or adds what nobody can see.
 */
export function parseHunk(
  lines: PatchLines,
): { readonly added: number; readonly removed: number } {
  const head = lines.take(/^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/) ??
    lines.refuse();
  let before = Number(head[1] ?? 1);
  let after = Number(head[2] ?? 1);
  let added = 0;
  let removed = 0;
  while (before > 0 || after > 0) {
    const [, sign = "", text = ""] = lines.take(/^([ +-]|$)(.*)$/s) ??
      lines.refuse();
    // The line before it has no line break.
    lines.take(/^\\ /);
    if (sign !== "+") before--;
    if (sign !== "-") after--;
    if (before < 0 || after < 0) {
      lines.at--;
      lines.refuse();
    }
    if (sign === "-") removed++;
    if (sign !== "+") continue;
    added++;
    if (unseen.test(text)) {
      throw new Refusal(
        `its line ${lines.at} has characters that nobody can see`,
      );
    }
  }
  return { added, removed };
}

/** Control characters but tabs and the line end of some systems; marks of direction; what has no width, but where letters and pictures need it. */
const unseen = new RegExp(
  [
    "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufff9-\\ufffb\\u2800]",
    "[\\u200e\\u200f\\u202a-\\u202e]",
    "\\r(?!$)",
    "(?![\\u200c\\u200d\\ufe0f])\\p{Default_Ignorable_Code_Point}",
    "(?<!\\p{Emoji})\\ufe0f",
    "(?<![\\p{L}\\p{M}\\p{Emoji}\\ufe0f])\\u200d",
    "(?<![\\p{L}\\p{M}])\\u200c",
  ].join("|"),
  "u",
);
