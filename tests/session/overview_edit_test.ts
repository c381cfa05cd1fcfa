import { assert, assertEquals } from "@std/assert";
import { readOverview } from "../../lib/session/overview.ts";
import { editOverview, newOverview } from "../../lib/session/overview_edit.ts";
import { mutate, numbers, OVERVIEW, pick } from "./fixture.ts";

const FLOW = "- [005 @ 01-15 15:31] Phase 1 done";

Deno.test("editOverview() sets named fields and appends the last line of the flow log", () => {
  const edited = editOverview(OVERVIEW, {
    fields: { Phase: "implementation", Iteration: "5", Blocked: "no" },
    flow: FLOW,
  });
  assertEquals(
    edited,
    OVERVIEW.replace("Phase: planning", "Phase: implementation")
      .replace("\nIteration: 4", "\nIteration: 5")
      .replace("plan-ci.md\n\n## Files", `plan-ci.md\n${FLOW}\n\n## Files`),
  );
});

Deno.test("editOverview() takes dollars and backslashes as they are", () => {
  const value = "a $& $1 $$ \\1 \\n b";
  const edited = editOverview(OVERVIEW, { fields: { Next: value } });
  assertEquals(readOverview(edited).next, value);
});

Deno.test("editOverview() makes values and flow lines one line", () => {
  const edited = editOverview(OVERVIEW, {
    fields: { Next: "a\nPhase: done\r\n## Status" },
    flow: "- b\n- c",
  });
  const read = readOverview(edited);
  assertEquals([read.phase, read.next], [
    "planning",
    "a Phase: done ## Status",
  ]);
  assertEquals(read.flow.at(-1), "- b - c");
});

Deno.test("editOverview() leaves fields outside the status and second ones alone", () => {
  const text = OVERVIEW.replace("Run the", "Phase: x\nRun the")
    .replace("Next:", "Phase: y\nNext:");
  assertEquals(
    editOverview(text, { fields: { Phase: "z" } }),
    text.replace("Phase: planning", "Phase: z"),
  );
});

Deno.test("editOverview() keeps CRLF, the missing last newline and odd spacing", () => {
  const text =
    "## Status\r\n phase :  a \t\r\nNext:x\r\n\r\n## Flow Log\r\n- a";
  assertEquals(
    editOverview(text, { fields: { Phase: "b", Next: "c" }, flow: "- b" }),
    "## Status\r\n phase :  b \t\r\nNext:c\r\n\r\n## Flow Log\r\n- a\r\n- b",
  );
});

Deno.test("editOverview() fills an empty field and empties a full one", () => {
  const text = "## Status\nLast Action:\nNext: a\n";
  assertEquals(
    editOverview(text, { fields: { "Last Action": "b", Next: "" } }),
    "## Status\nLast Action: b\nNext: \n",
  );
});

Deno.test("editOverview() adds a missing field behind the fields", () => {
  const text = "## Status\nPhase: a\nNext: b\n\nNote: c\n\n## Flow Log\n";
  assertEquals(
    editOverview(text, { fields: { Blocked: "no", Iteration: "1" } }),
    "## Status\nPhase: a\nNext: b\nBlocked: no\nIteration: 1\n\nNote: c\n\n## Flow Log\n",
  );
});

Deno.test("editOverview() adds missing sections, once", () => {
  const edit = { fields: { Phase: "a", Next: "b" }, flow: "- c" };
  const made = "## Status\nPhase: a\nNext: b\n\n## Flow Log\n- c\n";
  assertEquals(editOverview("", edit), made);
  assertEquals(editOverview("text\n", edit), `text\n\n${made}`);
  assertEquals(editOverview("text", edit), `text\n\n${made.trimEnd()}`);
  assertEquals(
    editOverview("## Flow Log\n- x\n", edit),
    "## Status\nPhase: a\nNext: b\n\n## Flow Log\n- x\n- c\n",
  );
  assertEquals(
    editOverview("## Status\nPhase: a\nNext: b\n\n## Files\n", edit),
    "## Status\nPhase: a\nNext: b\n\n## Flow Log\n- c\n\n## Files\n",
  );
});

Deno.test("editOverview() is not misled by a fence that is never closed", () => {
  const text = OVERVIEW.replace("Run the", "```sh\nRun the");
  const edited = editOverview(text, { fields: { Phase: "b" }, flow: "- c" });
  assertEquals(edited.split("## Status").length, 2);
  assertEquals(readOverview(edited).phase, "b");
});

Deno.test("editOverview() changes nothing when the values are there", () => {
  const text = OVERVIEW.replaceAll("\n", "\r\n");
  const fields = { Phase: "planning", Iteration: "4", Blocked: "no" };
  assertEquals(editOverview(text, { fields }), text);
});

const VALUES = ["a", "$1 \\0", "x\ny", "```", "## Status", "Phase: q", "😀é"];
const LABELS = [
  "Phase",
  "Iteration",
  "Blocked",
  "Last Action",
  "Next",
] as const;

Deno.test("editOverview() keeps every other byte of any text", () => {
  const below = numbers(4);
  for (let round = 0; round < 3_000; round++) {
    let text = mutate(below, OVERVIEW);
    if (below(3) === 0) text = text.replaceAll("\n", "\r\n");
    if (below(3) === 0) text = text.trimEnd();
    const label = pick(below, LABELS);
    const value = pick(below, VALUES);
    const edited = editOverview(text, { fields: { [label]: value } });
    const { gone, added } = difference(text, edited);
    // A value went at most, or a part of one.
    assert(!gone.includes("\n"), JSON.stringify({ gone, label }));
    const found = readOverview(edited);
    const one = value.replaceAll("\n", " ");
    if (label === "Phase") assertEquals(found.phase, one);
    if (label === "Next") assertEquals(found.next, one);
    assert(added.length < 60);
    assertEquals(editOverview(edited, { fields: { [label]: value } }), edited);
  }
});

Deno.test("editOverview() only adds when it appends to the flow log", () => {
  const below = numbers(5);
  for (let round = 0; round < 3_000; round++) {
    const text = mutate(below, OVERVIEW);
    const edited = editOverview(text, { flow: FLOW });
    assertEquals(difference(text, edited).gone, "");
    assertEquals(readOverview(edited).flow.at(-1), FLOW);
  }
});

Deno.test("newOverview() is read back as it was given", () => {
  const input = {
    name: "pyright-ci",
    started: "01-15 14:30",
    workingDir: "/home/me/repo",
    phase: "init",
    lastAction: "Session created",
    next: "Prepare the worktree",
  };
  for (
    const task of [
      null,
      "One line",
      "Two\n\nparagraphs",
      "# A\n## Status\nPhase: done\n## Flow Log\n- x",
      "```sh\nunclosed",
      "```text\n## Status\n```",
      "~~~\n````\n## Plans\n- x.md",
    ]
  ) {
    const read = readOverview(newOverview({ ...input, task }));
    assertEquals(read, {
      name: input.name,
      started: input.started,
      workingDir: input.workingDir,
      task,
      phase: "init",
      iteration: 0,
      totalIterations: 0,
      blocked: "no",
      lastAction: input.lastAction,
      next: input.next,
      flow: [],
      plans: [],
      problems: [],
    });
  }
});

/** What stands between the longest common beginning and end of two texts. */
function difference(a: string, b: string): { gone: string; added: string } {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end++;
  return {
    gone: a.slice(start, a.length - end),
    added: b.slice(start, b.length - end),
  };
}
