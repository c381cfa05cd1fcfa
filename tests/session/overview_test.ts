import { assert, assertEquals } from "@std/assert";
import { readOverview } from "../../lib/session/overview.ts";
import { mutate, numbers, OVERVIEW } from "./fixture.ts";

Deno.test("readOverview() reads every part", () => {
  assertEquals(readOverview(OVERVIEW), {
    name: "pyright-ci",
    started: "01-15 14:30",
    workingDir: "/home/me/trees/26-01-15-pyright-ci",
    task: "Run the type checker in CI.",
    phase: "planning",
    iteration: 4,
    totalIterations: 6,
    blocked: "no",
    lastAction: "Wrote the plan",
    next: "Await plan approval",
    flow: [
      "- [003 @ 01-15 14:59] Requirements are clear",
      "- [004 @ 01-15 15:02] Planned -> 01-15-15:02-plan-ci.md",
    ],
    plans: [{ file: "01-15-15:02-plan-ci.md", text: "one job per package" }],
    problems: [],
  });
});

Deno.test("readOverview() reads CRLF, a byte order mark and a missing last newline alike", () => {
  const crlf = `\uFEFF${OVERVIEW.trimEnd().replaceAll("\n", "\r\n")}`;
  assertEquals(readOverview(crlf), readOverview(OVERVIEW));
});

Deno.test("readOverview() tells what is missing in an empty text", () => {
  const { problems, flow, plans, ...fields } = readOverview("");
  assertEquals(problems, ['there is no "## Status"']);
  assertEquals([flow, plans], [[], []]);
  assert(Object.values(fields).every((value) => value === null));
});

Deno.test("readOverview() takes fields from the status only, whatever the task says", () => {
  const text = OVERVIEW.replace(
    "Run the",
    "Phase: done\nNext: nothing\nBlocked: yes\nRun the",
  ) + "Phase: done\nIteration: 99\n";
  const { phase, iteration, blocked, next } = readOverview(text);
  assertEquals([phase, iteration, blocked, next], [
    "planning",
    4,
    "no",
    "Await plan approval",
  ]);
});

Deno.test("readOverview() passes over headings and fields in code blocks", () => {
  const code = "```\n## Status\nPhase: done\n## Flow Log\n```\n";
  const text = OVERVIEW.replace("Run the", `${code}Run the`);
  const read = readOverview(text);
  assertEquals([read.phase, read.flow.length], ["planning", 2]);
  assertEquals(read.problems, []);
});

Deno.test("readOverview() does not take the next line for an empty field", () => {
  const read = readOverview("## Status\nPhase:\nIteration: 3\nBlocked:  \n");
  assertEquals([read.phase, read.iteration, read.blocked], [null, 3, null]);
  assertEquals(read.problems, [
    '"Phase" is missing in "## Status"',
    '"Blocked" is missing in "## Status"',
  ]);
});

Deno.test("readOverview() takes labels in any letter case, and the first of a name", () => {
  const read = readOverview("## STATUS\nphase: a\nPHASE: b\nblocked: no\n");
  assertEquals(read.phase, "a");
  assertEquals(read.problems, [
    '"Phase" stands more than once: the first counts',
  ]);
});

Deno.test("readOverview() reads no number from what is none or contradicts itself", () => {
  for (const value of ["four", "-1", "4.5", "4 of 6", "9".repeat(20)]) {
    const text = OVERVIEW.replace("Iteration: 4", `Iteration: ${value}`);
    const { iteration, problems } = readOverview(text);
    assertEquals(iteration, null);
    assertEquals(problems, [
      `"Iteration" is no number: ${JSON.stringify(value)}`,
    ]);
  }
  const twice = OVERVIEW.replace("Iteration: 4", "Iteration: 4\nIteration: 5");
  assertEquals(readOverview(twice).iteration, null);
  assertEquals(readOverview(twice).problems, [
    '"Iteration" contradicts itself: 4, 5',
  ]);
});

Deno.test("readOverview() tells of a section that stands twice and reads the first", () => {
  const read = readOverview(`${OVERVIEW}\n## Status\nPhase: done\n`);
  assertEquals(read.phase, "planning");
  assertEquals(read.problems, [
    '"## Status" stands in lines 8, 26: the first counts',
  ]);
});

Deno.test("readOverview() reads plans in each way of writing them", () => {
  const lines = [
    "- a.md",
    "- 01-15-15:02-plan-a.md - why: so",
    "- [b.md](./b.md) - text",
    "- [The plan](./c.md)",
    "* `d.md`: text",
    "- ./e.md — text",
    "- none yet",
    "text f.md",
  ];
  assertEquals(readOverview(`## Plans\n${lines.join("\n")}\n`).plans, [
    { file: "a.md", text: "" },
    { file: "01-15-15:02-plan-a.md", text: "why: so" },
    { file: "b.md", text: "text" },
    { file: "c.md", text: "" },
    { file: "d.md", text: "text" },
    { file: "e.md", text: "text" },
  ]);
});

Deno.test("readOverview() survives whatever an editor leaves", () => {
  const below = numbers(3);
  for (let round = 0; round < 5_000; round++) {
    const { phase, flow } = readOverview(mutate(below, OVERVIEW));
    assert(phase === null || !phase.includes("\n"));
    assert(flow.every((line) => line.startsWith("- ")));
  }
});

Deno.test("readOverview() stays quick on long lines", () => {
  for (const part of [" ", "a ", "#", "`", "- [", ": ", "x.md"]) {
    const long = part.repeat(200_000);
    for (const head of ["", "## ", "## Status\n", "## Plans\n- [", "Phase"]) {
      assertEquals(readOverview(`${head}${long}x`).iteration, null);
    }
  }
});
