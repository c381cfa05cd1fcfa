import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { begin, result } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { goesOn, moves, plans, withEngine } from "./stage.ts";

class Died extends Error {}

Deno.test("runLoop() goes on with nothing while a process of an attempt cannot be ended", () =>
  withEngine(async (stage) => {
    const { report } = await stage.run([plans], { gone: () => false });
    assertEquals([report.reason, report.code], ["failed", 1]);
    assertStringIncludes(report.text, "cannot be ended");
    const state = await stage.state();
    // Still open: nobody is trusted, and the next run tries again.
    assertEquals(state.attempt?.attempt, 1);
    assertEquals(state.trusted, null);
    const again = await stage.run([], { gone: () => false });
    assertEquals(again.report.reason, "failed");
    const { report: freed } = await stage.run([]);
    assertEquals(freed.reason, "waiting");
  }));

Deno.test("runLoop() charges a cut-off attempt to the run that made it", () =>
  withEngine(async (stage) => {
    const paidThenDies: Act = (start) => {
      begin(start);
      start.after(1_000, () => result(start, { total_cost_usd: 4 }));
      stage.clock.after(5_000, () => {
        throw new Died();
      });
    };
    await assertRejects(() => stage.run([paidThenDies]), Died);
    const { report } = await stage.run([plans], {
      input: { limits: { ...stage.input.limits, maxUsd: 4 } },
    });
    assertEquals(report.reason, "waiting");
    const state = await stage.state();
    assertEquals(state.spending.costUsd, 4.5);
    assertEquals(state.run?.spending.costUsd, 0.5);
  }));

Deno.test("runLoop() goes on with no cut-off iteration while the plan is another than the approved one", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    const dies: Act = (start) => {
      begin(start);
      stage.clock.after(5_000, () => {
        throw new Died();
      });
    };
    await assertRejects(() => stage.run([goesOn, dies]), Died);
    const plan = `${stage.paths.folder}/01-15-plan.md`;
    const text = Deno.readTextFileSync(plan);
    Deno.writeTextFileSync(plan, `${text}- [ ] Say it twice\n`);
    const { report, host } = await stage.run([]);
    assertEquals([report.reason, host.starts.length], ["waiting", 0]);
    await stage.approve();
    const { report: on } = await stage.run([moves], {
      input: { limits: { ...stage.input.limits, once: true } },
    });
    assertEquals(on.reason, "requested");
    assertEquals(stage.rows("decided").at(-1)?.iteration, 3);
  }));
