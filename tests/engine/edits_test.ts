import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { neverEnds, signals } from "../fakes/acts.ts";
import {
  finishes,
  moves,
  plans,
  SHOWS_PLAN,
  withEngine,
  writePlan,
} from "./stage.ts";

class Died extends Error {}

Deno.test("runLoop() takes the phase behind the gate in the overview as an approval of the plan that was shown", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    stage.edit("Phase: planning", "Phase: implementation");
    stage.edit("Blocked: waiting_human", "Blocked: no");
    const { report } = await stage.run([moves, finishes]);
    assertEquals(report.reason, "done");
    const [opened] = stage.rows("gate-opened");
    assertEquals([opened?.by, opened?.channel], ["person", "edit"]);
    assertEquals(opened?.planHash, stage.rows("gate-waiting")[0]?.planHash);
    assertStringIncludes(stage.overview(), "approved for implementation via");
  }));

Deno.test("runLoop() opens no gate by an edit when the plan is not the one that was shown", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    Deno.writeTextFileSync(
      `${stage.paths.folder}/01-15-plan.md`,
      "\n- [ ] One more\n",
      { append: true },
    );
    stage.edit("Phase: planning", "Phase: implementation");
    const { report, host } = await stage.run([]);
    assertEquals(report.reason, "waiting");
    assertEquals(stage.rows("gate-opened"), []);
    assertStringIncludes(stage.overview(), "Phase: planning");
    assertStringIncludes(
      host.words(),
      "the plan is not the one that was shown",
    );
  }));

Deno.test("runLoop() opens no gate that an agent opened in the overview", () =>
  withEngine(async (stage) => {
    const opens = signals({ status: "continue" }, (start) => {
      writePlan(start);
      stage.edit("Phase: planning", "Phase: implementation");
      stage.edit("Iteration: 1", "Iteration: 7");
    });
    const { host } = await stage.run([opens, plans]);
    assertStringIncludes(host.starts[1]!.prompt, "**Phase:** planning");
    assertEquals(
      stage.rows("fields-restored").map((row) =>
        row.fields.map(({ name, found, put }) => [name, found, put])
      ),
      [[["Phase", "implementation", "planning"], ["Iteration", "7", "1"]]],
    );
    assertStringIncludes(host.words(), "Put back in the overview: Phase");
  }));

Deno.test("runLoop() honours no edit of a time when an attempt may have been the editor", () =>
  withEngine(async (stage) => {
    await assertRejects(
      () =>
        stage.run([(start) => {
          neverEnds(start);
          start.after(90_000, () => {
            writePlan(start);
            stage.edit("Phase: planning", "Phase: done");
            throw new Died();
          });
        }]),
      Died,
    );
    const { host } = await stage.run([plans]);
    assertStringIncludes(host.starts[0]!.prompt, "**Phase:** planning");
    assertStringIncludes(stage.overview(), "Phase: planning");
  }));

Deno.test("runLoop() goes where a person sends a session that stands still", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    await stage.run([signals({ status: "blocked", reason: "No idea" })]);
    stage.edit("Phase: implementation", "Phase: planning");
    stage.edit("Blocked: yes", "Blocked: no");
    const { report, host } = await stage.run([plans]);
    assertEquals(report.reason, "waiting");
    assertStringIncludes(host.starts[0]!.prompt, "**Phase:** planning");
    assertEquals(stage.rows("person-edit").map((row) => row.phase), [
      "planning",
    ]);
  }));

Deno.test("runLoop() takes a block away when a person writes so", () =>
  withEngine(async (stage) => {
    await stage.run([signals({ status: "blocked", reason: "No idea" })]);
    stage.edit("Blocked: yes", "Blocked: no");
    const { report } = await stage.run([plans]);
    assertEquals(report.reason, "waiting");
    assertEquals(stage.rows("person-edit").map((row) => row.unblocked), [true]);
  }));

Deno.test("runLoop() puts back a phase that does not exist, or is behind a closed gate, and says so", () =>
  withEngine(async (stage) => {
    await stage.run([signals({ status: "blocked", reason: "No idea" })]);
    stage.edit("Phase: planning", "Phase: shipping");
    const unknown = await stage.run([]);
    assertStringIncludes(unknown.host.words(), 'there is no phase "shipping"');
    stage.edit("Phase: planning", "Phase: done");
    const behind = await stage.run([]);
    assertStringIncludes(behind.host.words(), '"done" is behind a gate');
    assertStringIncludes(stage.overview(), "Phase: planning");
    assertEquals(behind.report.reason, "blocked");
  }));

Deno.test("runLoop() keeps every line that somebody added while an attempt ran", () =>
  withEngine(async (stage) => {
    await stage.run([signals(SHOWS_PLAN, (start) => {
      writePlan(start);
      stage.edit("## Task\n", "## Task\nAnd be polite.\n");
      stage.edit("## Files\n", "## Notes\nMine.\n\n## Files\n");
    })]);
    assertStringIncludes(stage.overview(), "And be polite.\n");
    assertStringIncludes(stage.overview(), "## Notes\nMine.\n");
  }));

Deno.test("runLoop() closes the gate again when the plan behind it is another one", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    const rewrites = signals(
      { status: "continue" },
      ({ session }) =>
        Deno.writeTextFileSync(
          `${session}/01-15-plan.md`,
          "\n- [ ] Delete everything\n",
          { append: true },
        ),
    );
    const { report, host } = await stage.run([rewrites]);
    assertEquals([report.reason, report.code], ["waiting", 4]);
    assertStringIncludes(host.words(), "its gate closes again");
    assertStringIncludes(stage.overview(), "Blocked: waiting_human");
    await stage.approve();
    const after = await stage.run([moves, finishes]);
    assertEquals(after.report.reason, "done");
    assertStringIncludes(
      after.host.starts[0]!.prompt,
      "**Phase:** implementation",
    );
  }));

Deno.test("runLoop() keeps the gate open when only a box of the plan is ticked", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    const ticks = signals({ status: "continue" }, ({ session }) => {
      const path = `${session}/01-15-plan.md`;
      const text = Deno.readTextFileSync(path);
      Deno.writeTextFileSync(path, text.replace("- [ ]", "- [x]"));
    });
    const { report } = await stage.run([ticks, moves, finishes]);
    assertEquals(report.reason, "done");
  }));
