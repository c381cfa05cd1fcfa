/**
 * Makes Markdown of others safe to stand before something else.
 *
 * @module
 */

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
/** An escaped character, code inside a line, or what would begin a tag or a comment; an address in brackets is none. */
const TAGS =
  /\\[^\w\s]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)|<(?!https?:)(?=[A-Za-z/!?])/g;

/**
 * The same text, in which HTML is shown and not obeyed, and every code block is closed: what follows on it cannot be hidden by it.
 *
 * @example
 * ````ts
 * import { tameMarkdown } from "./tame_markdown.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tameMarkdown("a <!-- b `<c>`"), "a \\<!-- b `<c>`");
 * assertEquals(tameMarkdown("```sh\nls <x>"), "```sh\nls <x>\n```");
 * ````
 */
export function tameMarkdown(text: string): string {
  let fence = "";
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n").map((line) => {
    const [, marks = "", rest = ""] = FENCE.exec(line) ?? [];
    if (fence !== "") {
      if (marks.startsWith(fence) && rest.trim() === "") fence = "";
      return line;
    }
    if (marks !== "" && !(marks.startsWith("`") && rest.includes("`"))) {
      fence = marks;
      return line;
    }
    return line.replaceAll(TAGS, (found) => found === "<" ? "\\<" : found);
  });
  return [...lines, ...(fence === "" ? [] : [fence])].join("\n");
}
