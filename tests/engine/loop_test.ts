import { assertEquals, assertStringIncludes } from "@std/assert";
import { finishes, goesOn, moves, plans, withEngine } from "./stage.ts";

Deno.test("runLoop() waits at the gate, and goes on to the end once it is open", () =>
  withEngine(async (stage) => {
    const first = await stage.run([plans]);
    assertEquals([first.report.reason, first.report.code], ["waiting", 4]);
    assertEquals(first.report.next, "samocode approve 26-01-15-greeting --run");
    assertStringIncludes(stage.overview(), "Blocked: waiting_human");
    await stage.approve();
    const second = await stage.run([goesOn, moves, finishes]);
    assertEquals([second.report.reason, second.report.code], ["done", 0]);
    assertEquals(
      stage.rows("decided").map((row) => [row.decision, row.from, row.to]),
      [
        ["hold", "planning", "planning"],
        ["repeat", "implementation", "implementation"],
        ["advance", "implementation", "done"],
        ["finish", "done", "done"],
      ],
    );
    assertEquals((await stage.state()).iteration, 4);
    assertStringIncludes(stage.overview(), "Total Iterations: 4\nBlocked: no");
  }));

Deno.test("prepareSession() prepares a session in a plain folder once, and no run does it again", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.prepare();
    assertEquals(stage.rows("worktree-ready").map((row) => row.branch), [null]);
    assertEquals((await stage.state()).branch, null);
  }));
