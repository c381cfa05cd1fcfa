import { assertEquals } from "@std/assert";
import { signals } from "../fakes/acts.ts";
import { goesOn, plans, withEngine } from "./stage.ts";

const blocks = signals({
  status: "blocked",
  reason: "The key is missing",
  needs: "environment",
});

Deno.test("runLoop() that stays does not count the time a person takes", () =>
  withEngine(async (stage) => {
    const limits = {
      ...stage.input.limits,
      maxMs: 3_600_000,
      maxIterations: 2,
    };
    const { report } = await stage.run([plans, goesOn], {
      input: { stay: true, limits },
      onHost: () => stage.clock.after(2 * 3_600_000, () => stage.approve()),
    });
    assertEquals(report.text, "2 iterations are used up");
  }));

Deno.test("runLoop() that stays at a block lets a person take it away in the overview", () =>
  withEngine(async (stage) => {
    await stage.run([blocks, plans], {
      input: {
        stay: true,
        limits: { ...stage.input.limits, maxIterations: 2 },
      },
      onHost: (host) => {
        stage.clock.after(
          60_000,
          () => stage.edit("Blocked: yes", "Blocked: no"),
        );
        stage.clock.after(600_000, () => host.interrupt("interrupt"));
      },
    });
    assertEquals(stage.rows("person-edit").map((row) => row.unblocked), [true]);
    assertEquals(stage.rows("decided").map((row) => row.decision), [
      "block",
      "hold",
    ]);
  }));
