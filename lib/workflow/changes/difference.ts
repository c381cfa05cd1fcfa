/**
 * The first difference of two texts, in one line.
 *
 * @module
 */

/** Where two texts differ first; `line` is `null` where one of them is not there. */
export function firstDifference(
  before: string | null,
  after: string | null,
): { readonly line: number | null; readonly text: string } {
  if (before === null) return { line: null, text: "new" };
  if (after === null) return { line: null, text: "gone" };
  const [was, is] = [before.split("\n"), after.split("\n")];
  let at = 0;
  while (at < was.length && at < is.length && was[at] === is[at]) at++;
  const [old, now] = [was[at]?.trim() ?? "", is[at]?.trim() ?? ""];
  const more = Math.max(was.length, is.length) > at + 1 &&
    was.slice(at + 1).join("\n") !== is.slice(at + 1).join("\n");
  return {
    line: at + 1,
    text: `${old || "nothing"} → ${now || "nothing"}${
      more ? ", and more" : ""
    }`,
  };
}
