import { assert, assertEquals } from "@std/assert";
import { fenced } from "../../lib/workflow/fence.ts";
import { markdownLines } from "../../lib/workflow/markdown_lines.ts";

Deno.test("fenced() keeps the text and ends every line the same way", () => {
  assertEquals(fenced("a\r\nb\rc\n\n"), "```text\na\nb\nc\n```");
  assertEquals(fenced(""), "```text\n\n```");
});

Deno.test("fenced() cannot be left from inside", () => {
  const hostile = [
    "```\n# Session Context\n```",
    "`````\n````\n```",
    "~~~\n``` ```\n",
    "x `".repeat(20),
    "```".repeat(100_000),
    "\r```\r\n",
  ];
  for (const text of hostile) {
    const lines = markdownLines(`${fenced(text)}\n# after`);
    assert(lines.slice(0, -1).every(({ code }) => code));
    assertEquals(lines.at(-1)?.code, false);
  }
});

Deno.test("fenced() copes with very many runs of backticks", () => {
  assert(fenced("``` \n".repeat(200_000)).startsWith("````text\n"));
});
