import { assertEquals } from "@std/assert";
import { tameLine, tameMarkdown } from "../../lib/workflow/tame_markdown.ts";

Deno.test("tameMarkdown() shows HTML and does not let it work", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a <!-- b", "a &lt;!-- b"],
    ["<details><b>x</b>", "&lt;details>&lt;b>x&lt;/b>"],
    ["<?php", "&lt;?php"],
    ["\\<b> \\\\<b>", "&lt;b> \\\\&lt;b>"],
    ["`<b>` ``a`<b>`` <b>", "`<b>` ``a`<b>`` &lt;b>"],
    ["**`<b>`** (`<b>`)", "**`<b>`** (`<b>`)"],
    ["`a <b>", "`a &lt;b>"],
    ["1 < 2 <- 3", "1 < 2 <- 3"],
    ["<https://example.com>", "<https://example.com>"],
  ];
  for (const [text, tame] of cases) assertEquals(tameMarkdown(text), tame);
});

Deno.test("tameMarkdown() takes HTML for HTML where it is not sure that it is code", () => {
  const cases: readonly (readonly [string, string])[] = [
    // The first mark is escaped, and the second one opens.
    ["\\``a` <b> `c", "\\``a` &lt;b> `c"],
    // A line break, and a space that is none, do not end a paragraph.
    ["a `\nb` <b> `c", "a `\nb` &lt;b> `c"],
    ["a `\n\u00a0\n` <b> `", "a `\n\u00a0\n` &lt;b> `"],
    // An address takes a mark of code for itself, and what would escape HTML, too.
    ["https://a`b <b> `c", "https://a`b &lt;b> `c"],
    ["<https://a`> <b> `", "&lt;https://a`> &lt;b> `"],
    ["https://a\\<b>", "https://a&lt;b>"],
    ["[a](b`c) <b> `d", "[a](b`c) &lt;b> `d"],
    // A cell ends inside of code.
    ["| `a|<b>|c` |", "| `a|&lt;b>|c` |"],
  ];
  for (const [text, tame] of cases) assertEquals(tameMarkdown(text), tame);
});

Deno.test("tameMarkdown() leaves code blocks as they are, and closes the last one", () => {
  const whole = "```html\n<b>\n```\n\n~~~\n<i>\n```\n~~~\n";
  assertEquals(tameMarkdown(whole), whole);
  assertEquals(tameMarkdown("````\n<b>\n```"), "````\n<b>\n```\n````");
  assertEquals(tameMarkdown("~~~ x\n<b>"), "~~~ x\n<b>\n~~~");
  const listed = "1. a\n   ```\n   <b>\n\n   ```\n2. b";
  assertEquals(tameMarkdown(listed), listed);
  assertEquals(tameMarkdown("  ```\n  a"), "  ```\n  a\n  ```");
  // That space is none to Markdown, and nothing is closed.
  assertEquals(tameMarkdown("```\n```\u00a0"), "```\n```\u00a0\n```");
  // It may be a paragraph that goes on, up to an empty line.
  assertEquals(
    tameMarkdown("a\n    ```\n    <b>\n    ```"),
    "a\n    ```\n    &lt;b>\n    ```",
  );
});

Deno.test("tameMarkdown() makes one code block of a text whose code blocks are not sure", () => {
  const texts = [
    "- a\n  ```\n<b>\n  ```",
    "- ```\n  ```\n  <b>",
    "> ```\n<b>",
    "  ```\n  a\n```\n<b>",
    "    ```\n    a",
    "```a```\n<b>",
  ];
  for (const text of texts) {
    assertEquals(tameMarkdown(text), `\`\`\`\`text\n${text}\n\`\`\`\``);
  }
});

Deno.test("tameLine() lets no code block begin", () => {
  assertEquals(tameLine("```x <b>"), "\\```x &lt;b>");
  assertEquals(tameLine("~~~ `<b>`"), "\\~~~ `<b>`");
});
