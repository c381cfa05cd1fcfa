/**
 * What is different between two texts, in one line.
 *
 * @module
 */

const SHORT = 90;
const AROUND = 20;
const MOST = 70;

/**
 * Tells what became of a text; of long ones its beginning, and the part that differs.
 *
 * @example
 * ```ts
 * import { changeText } from "./difference.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(changeText("f(1)", "f(2)"), "f(1) → f(2)");
 * const long = (end: string) => `assertEquals([${"x,".repeat(60)}"same",${end}])`;
 * assertEquals(
 *   changeText(long("1"), long("2")),
 *   'assertEquals([x,x,x,… ,x,x,x,x,x,x,"same",1]) → ,x,x,x,x,x,x,"same",2])',
 * );
 * ```
 */
export function changeText(was: string, is: string): string {
  if (was.length <= SHORT && is.length <= SHORT) return `${was} → ${is}`;
  let same = 0;
  while (same < was.length && was[same] === is[same]) same++;
  let end = 0;
  while (
    end < Math.min(was.length, is.length) - same &&
    was[was.length - 1 - end] === is[is.length - 1 - end]
  ) end++;
  const part = (text: string) => {
    const from = Math.max(0, same - AROUND);
    const cut = text.slice(from, text.length - Math.max(0, end - AROUND));
    return cut.length > MOST ? `${cut.slice(0, MOST - 1)}…` : cut;
  };
  const head = same > AROUND ? `${was.slice(0, AROUND)}… ` : "";
  return `${head}${part(was)} → ${part(is)}`;
}

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
