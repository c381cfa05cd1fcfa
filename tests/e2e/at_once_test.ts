import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Row } from "../../lib/workflow/row.ts";
import { withProject } from "./harness.ts";

const quick = ["--workflow", "quick"];

/** Names of the runs in the order in which they wrote, one for each turn. */
function turns(rows: readonly Row[]): readonly (string | null)[] {
  return rows.filter((row) => row.run !== null).map((row) => row.run)
    .filter((run, i, all) => run !== all[i - 1]);
}

Deno.test("of two runs at once one works and the other is told that it does, again and again", async () => {
  await withProject(async (project) => {
    const first = await project.run(
      ["run", "s", "--task", "Do it", "--once", ...quick],
    );
    assertEquals(first.code, 0);
    for (let round = 1; round <= 4; round++) {
      const words = ["run", "s", "--once"];
      const both = await Promise.all([
        project.start(words, { alone: false }),
        project.start(words, { alone: false }),
      ]);
      const [one, other] = (await Promise.all(both.map((run) => run.ended)))
        .toSorted((a, b) => a.code - b.code);
      assertEquals([one!.code, other!.code], [0, 3], other!.err);
      assertStringIncludes(other!.err, "runs it since");
      assertEquals((await project.starts()).length, 1 + round);
    }
    const session = project.session();
    session.sound();
    const rows = session.rows();
    assertEquals(turns(rows).length, 5);
    assertEquals(session.rowsOf("run-started").length, 5);
  }, {
    moods: [{
      mood: "signal",
      signal: { status: "continue", summary: "Went on" },
      delayMs: 800,
    }],
  });
});

Deno.test("of five approvals at once one opens the gate, and none of the others does anything", async () => {
  await withProject(async (project) => {
    await project.run(["run", "s", "--task", "Do it", ...quick]);
    const calls = await Promise.all(
      Array.from(
        { length: 5 },
        () => project.start(["approve", "s", "--yes"], { alone: false }),
      ),
    );
    const ends = await Promise.all(calls.map((call) => call.ended));
    assertEquals(ends.filter(({ code }) => code === 0).length, 1);
    for (const { code, err } of ends.filter(({ code }) => code !== 0)) {
      assertEquals([1, 6].includes(code), true, err);
    }
    const session = project.session();
    assertEquals(session.rowsOf("gate-opened").length, 1);
    const lines = session.read("_overview.md").split("\n")
      .filter((line) => line.includes("Plan approved for"));
    // One in the flow log, one as the last action.
    assertEquals(lines.length, 2);
  }, { moods: ["walk"] });
});
