import { assertEquals } from "@std/assert";
import { pullRequestText } from "../../lib/workflow/pull_request_text.ts";

/** A summary with this below the heading. */
function read(...lines: readonly string[]) {
  const before =
    "# Summary: x\n\n## What changed\n```\n## Pull request\n```\n\n";
  return pullRequestText(
    `${before}## Pull request\n${lines.join("\n")}\n\n*A note.*\n`,
  );
}

Deno.test("pullRequestText() takes the first line of the block for the title", () => {
  const whole = { title: "Add a flag", text: "Why.\n\nHow." };
  for (const title of ["Add a flag", "Title: Add a flag", "# Add a flag"]) {
    const block = [title, "", "Why.", "", "How."];
    assertEquals(read("```text", ...block, "```"), whole);
    assertEquals(read("", "~~~", "", ...block, "~~~"), whole);
    assertEquals(read("````", ...block, "````", "## More", "x"), whole);
  }
  assertEquals(read("```", "Only a title", "```"), {
    title: "Only a title",
    text: "",
  });
});

Deno.test("pullRequestText() keeps a block and a heading inside of the block", () => {
  const inner = ["## How", "```sh", "npm test", "```", "Look at a.ts."];
  const text = inner.join("\n");
  assertEquals(read("```text", "T", ...inner, "```")?.text, text);
  assertEquals(read("````text", "T", ...inner, "````")?.text, text);
  assertEquals(
    read("~~~", "T", "```", "npm test", "```", "End.", "~~~")?.text,
    "```\nnpm test\n```\nEnd.",
  );
});

Deno.test("pullRequestText() takes the section where there is no block, and the rest where none ends", () => {
  assertEquals(read("Add a flag", "", "Why.", "", "## More", "x"), {
    title: "Add a flag",
    text: "Why.",
  });
  assertEquals(
    read("```text", "Add a flag", "Why.")?.text,
    "Why.\n\n*A note.*",
  );
});

Deno.test("pullRequestText() finds nothing where there is nothing", () => {
  assertEquals(pullRequestText(""), null);
  assertEquals(pullRequestText("# Summary\n\nAll is well.\n"), null);
  assertEquals(pullRequestText("## Pull request\n\n```text\n\n```\n"), null);
  assertEquals(pullRequestText("## Pull request"), null);
  assertEquals(pullRequestText("```\n## Pull request\nx\n```\n"), null);
});

Deno.test("pullRequestText() reads other line endings", () => {
  assertEquals(
    pullRequestText("## Pull Request\r\n```\r\nTitle: A\r\n\r\nB\r\n```\r\n"),
    { title: "A", text: "B" },
  );
});
