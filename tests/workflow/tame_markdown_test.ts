import { assertEquals } from "@std/assert";
import { tameMarkdown } from "../../lib/workflow/tame_markdown.ts";

Deno.test("tameMarkdown() shows HTML and does not let it work", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a <!-- b", "a \\<!-- b"],
    ["<details><b>x</b>", "\\<details>\\<b>x\\</b>"],
    ["<?php", "\\<?php"],
    // What is escaped already stays so.
    ["\\<b> \\\\<b>", "\\<b> \\\\\\<b>"],
    ["`<b>` ``a`<b>`` <b>", "`<b>` ``a`<b>`` \\<b>"],
    ["`a <b>", "`a \\<b>"],
    ["1 < 2 <- 3", "1 < 2 <- 3"],
    ["<https://example.com>", "<https://example.com>"],
  ];
  for (const [text, tame] of cases) assertEquals(tameMarkdown(text), tame);
});

Deno.test("tameMarkdown() leaves code blocks as they are, and closes the last one", () => {
  const whole = "```html\n<b>\n```\n\n~~~\n<i>\n```\n~~~\n";
  assertEquals(tameMarkdown(whole), whole);
  assertEquals(tameMarkdown("````\n<b>\n```"), "````\n<b>\n```\n````");
  assertEquals(tameMarkdown("~~~ x\n<b>"), "~~~ x\n<b>\n~~~");
  assertEquals(tameMarkdown("```a```\n<b>"), "```a```\n\\<b>");
});
