import { assertEquals } from "@std/assert";
import { markdownLines } from "../../lib/workflow/markdown_lines.ts";

const codeLines = (text: string) =>
  markdownLines(text).filter(({ code }) => code).map(({ number }) => number);

Deno.test("markdownLines() loses no byte", () => {
  for (const text of ["", "\n", "a", "a\r\n\r\nb\rc\n", "\uFEFFa\n\n"]) {
    const lines = markdownLines(text);
    assertEquals(lines.map((l) => l.text + l.ending).join(""), text);
  }
  assertEquals(markdownLines("").length, 0);
  assertEquals(markdownLines("a\r\nb").map(({ text }) => text), ["a", "b"]);
});

Deno.test("markdownLines() closes a fence by its own kind and length only", () => {
  const table: readonly (readonly [string, readonly number[]])[] = [
    ["```ts\nx\n```\ny", [1, 2, 3]],
    ["````\n```\n````\ny", [1, 2, 3]],
    ["~~~\n```\n~~~~\ny", [1, 2, 3]],
    ["```\n```not the end\n```", [1, 2, 3]],
    ["    ```\nx\n    ```", []],
    ["```inline```\nx", []],
    ["a\n```\nb\n```\nc\n```\nd\n```", [2, 3, 4, 6, 7, 8]],
  ];
  for (const [text, numbers] of table) {
    assertEquals(codeLines(text), [...numbers], text);
  }
});

Deno.test("markdownLines() lets an open fence hide nothing", () => {
  assertEquals(codeLines("```\n# a\n# b\n"), []);
});
