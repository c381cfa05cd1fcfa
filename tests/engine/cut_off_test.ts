import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { signals } from "../fakes/acts.ts";
import { finishes, moves, plans, withEngine } from "./stage.ts";

class Died extends Error {}

Deno.test("runLoop() blocks an iteration that was begun only to be blocked, under its number", () =>
  withEngine(async (stage) => {
    const planning = { ...stage.input.workflow.phases["planning"]!, limit: 1 };
    const workflow = {
      ...stage.input.workflow,
      phases: { ...stage.input.workflow.phases, planning },
    };
    await stage.run([signals({ status: "continue" })], {
      input: {
        workflow,
        limits: { ...stage.input.limits, maxIterations: 1 },
      },
    });
    // As if the run had died between the two rows.
    await (await stage.open()).append({
      kind: "iteration-started",
      phase: "planning",
      iteration: 2,
      attempt: 0,
    });
    const { report, host } = await stage.run([], { input: { workflow } });
    assertEquals([report.reason, host.starts.length], ["blocked", 0]);
    assertEquals(stage.rows("decided").map((row) => row.iteration), [1, 2]);
  }));

Deno.test("runLoop() blocks when the workflow of an open iteration has its phase no more", () =>
  withEngine(async (stage) => {
    await assertRejects(
      () =>
        stage.run([() => {
          throw new Died();
        }]),
      Died,
    );
    const { planning: _, ...phases } = stage.input.workflow.phases;
    const { report } = await stage.run([], {
      input: { workflow: { ...stage.input.workflow, phases } },
    });
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertStringIncludes(report.text, 'has no phase "planning"');
    assertEquals(stage.rows("decided").map((row) => row.iteration), [1]);
  }));

Deno.test("runLoop() does not begin an iteration again behind a plan that changed before its first attempt", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    await (await stage.open()).append({
      kind: "iteration-started",
      phase: "implementation",
      iteration: 2,
      attempt: 0,
    });
    Deno.writeTextFileSync(
      `${stage.paths.folder}/01-15-plan.md`,
      "\n- [ ] Delete everything\n",
      { append: true },
    );
    const { report, host } = await stage.run([]);
    assertEquals([report.reason, host.starts.length], ["waiting", 0]);
    await stage.approve();
    const after = await stage.run([moves, finishes]);
    assertEquals(after.report.reason, "done");
    assertEquals(stage.rows("decided").map((row) => row.iteration), [1, 2, 3]);
  }));
