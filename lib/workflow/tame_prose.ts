/**
 * Takes the force out of HTML in lines of Markdown that are no code block.
 *
 * @module
 */

/** What would begin a tag or a comment, with a mark that would escape it. */
const TAG = /\\?<(?=[A-Za-z/!?])/g;
const ADDRESS = /^<https?:\/\/[^\s<>`]*>/;

/**
 * The same lines with HTML that is shown and not obeyed.
 *
 * Code inside a line stays as it is where every reader of Markdown finds the same code: an address, a link or an escaped mark may take a mark of code
 * for itself, and then the code is text, and the text code. Where that is not sure, HTML in code is taken for HTML.
 *
 * @param lines Without an empty line between them.
 * @param code Whether there may be code in them that stays.
 */
export function tameProse(
  lines: readonly string[],
  code = true,
): readonly string[] {
  const tame = code && !lines.some((line) => line.includes("]("))
    ? lines.map(tameLine)
    : [];
  const sure = tame.filter((line) => line !== null);
  return sure.length === lines.length
    ? sure
    : lines.map((line) => line.replaceAll(TAG, "&lt;"));
}

/** `null`: what is code in it is not sure. */
function tameLine(line: string): string | null {
  let tame = "";
  for (let at = 0; at < line.length;) {
    const rest = line.slice(at);
    const [piece] = /^(?:`+|\\[!-/:-@[-`{-~]|<(?=[A-Za-z/!?])|[^`\\<]+|.)/s
      .exec(rest)!;
    at += piece.length;
    if (piece === "\\`") return null;
    if (piece.startsWith("`")) {
      const inside = codeIn(line, { at, marks: piece });
      if (inside === null) return null;
      tame += `${piece}${inside}${piece}`;
      at += inside.length + piece.length;
    } else if (/^\\?<$/.test(piece) && /^[A-Za-z/!?]/.test(line.slice(at))) {
      const address = piece === "<" ? ADDRESS.exec(rest)?.[0] : undefined;
      tame += address ?? "&lt;";
      at += address === undefined ? 0 : address.length - 1;
    } else tame += piece;
  }
  return tame;
}

/** Code behind marks that open it. */
function codeIn(
  line: string,
  { at, marks }: { readonly at: number; readonly marks: string },
): string | null {
  // Behind letters it may be a part of an address.
  if (!/(^|[ \t])[*_("'~]*$/.test(line.slice(0, at - marks.length))) {
    return null;
  }
  const end = new RegExp(`(?<!\`)${marks}(?!\`)`).exec(line.slice(at));
  if (end === null) return null;
  const inside = line.slice(at, at + end.index);
  // In a table a cell ends there, code or not.
  return inside.includes("|") && inside.search(TAG) >= 0 ? null : inside;
}
