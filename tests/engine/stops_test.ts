import { assertEquals, assertStringIncludes } from "@std/assert";
import { neverEnds, signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { finishes, moves, plans, withEngine } from "./stage.ts";

Deno.test("runLoop() blocks when a phase has used its iterations", () =>
  withEngine(async (stage) => {
    const planning = { ...stage.input.workflow.phases["planning"]!, limit: 2 };
    const workflow = {
      ...stage.input.workflow,
      phases: { ...stage.input.workflow.phases, planning },
    };
    const stays = signals({ status: "continue" });
    const { report, host } = await stage.run([stays, stays], {
      input: { workflow },
    });
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertEquals(host.starts.length, 2);
    assertEquals(
      stage.rows("decided").map((row) => [row.iteration, row.rule]),
      [[1, "same-phase"], [2, "same-phase"], [3, "phase-limit"]],
    );
    assertEquals(host.notices.map(({ about }) => about), ["blocked"]);
  }));

Deno.test("runLoop() tells the next prompt why it refused, and blocks when it refuses twice", () =>
  withEngine(async (stage) => {
    const leaps = signals({ status: "continue", phase: "done" });
    const { report, host } = await stage.run([leaps, leaps]);
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertStringIncludes(
      host.starts[1]!.prompt,
      '"planning" does not lead to "done"',
    );
    assertEquals(stage.rows("decided").map((row) => row.refused), [true, true]);
    assertStringIncludes(stage.overview(), "Refused (transition-not-allowed)");
    assertStringIncludes(
      stage.overview(),
      "Last Action: Refused twice in a row: ",
    );
  }));

Deno.test("runLoop() sends nobody away from a phase since an agent named one that is not there", () =>
  withEngine(async (stage) => {
    const bogus = signals({ status: "continue", phase: "bogus" });
    const { report } = await stage.run([bogus, bogus]);
    assertEquals(report.next, "samocode unblock 26-01-15-greeting --run");
  }));

Deno.test("runLoop() begins no iteration on a disk that is nearly full", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([], { freeBytes: () => 1000 });
    assertEquals([report.reason, report.code], ["failed", 1]);
    assertStringIncludes(report.text, "0 MiB are free");
    assertEquals(host.starts.length, 0);
    assertEquals(host.notices.map(({ about }) => about), ["failed"]);
  }));

Deno.test("runLoop() takes the machine's sleep off the clocks of an attempt and of the run, and tells it", () =>
  withEngine(async (stage) => {
    const sleepMs = (3 * 60 + 12) * 60_000;
    const dreams: Act = (start) => {
      start.line({ type: "system", subtype: "init", session_id: "c" });
      start.after(500, () => stage.clock.suspend(sleepMs));
      signals({ status: "continue" })(start);
    };
    const { report, host } = await stage.run([dreams, plans], {
      input: { limits: { ...stage.input.limits, maxMs: 3_600_000 } },
    });
    assertEquals(report.reason, "waiting");
    const [first] = stage.rows("attempt-ended");
    assertEquals(first?.outcome.kind, "success");
    assertEquals(Math.round(first!.sleptMs / 1000), sleepMs / 1000);
    assertEquals(first!.durationMs < 2_000, true);
    assertStringIncludes(host.words(), "The machine slept 3 h 12 min");
  }));

Deno.test("runLoop() ends a silent program by the steady clock, not by the wall's", () =>
  withEngine(async (stage) => {
    const silent: Act = (start) => {
      start.line({ type: "system", subtype: "init", session_id: "c" });
      start.after(60_000, () => stage.clock.suspend(7_200_000));
    };
    const begun = stage.clock.steady();
    const { host } = await stage.run([silent, plans]);
    const [first] = stage.rows("attempt-ended");
    assertEquals(
      first?.outcome.kind === "timeout" && first.outcome.clock,
      "silence",
    );
    assertEquals(stage.clock.steady() - begun > 660_000, true);
    assertEquals(host.starts.length, 2);
  }));

Deno.test("runLoop() decides what was signalled before Ctrl-C, and then stops", () =>
  withEngine(async (stage) => {
    let host: { interrupt(by: "interrupt"): void } | null = null;
    const { report } = await stage.run([(start) => {
      neverEnds(start);
      start.after(500, () => {
        start.signal({ status: "continue", summary: "Done in time" });
        host?.interrupt("interrupt");
      });
    }], { onHost: (its) => host = its });
    assertEquals([report.reason, report.code], ["interrupted", 130]);
    assertEquals(stage.rows("decided").map((row) => row.decision), ["repeat"]);
    assertEquals((await stage.state()).open, null);
  }));

Deno.test("runLoop() charges nothing for an attempt that Ctrl-C ended, and goes on with it later", () =>
  withEngine(async (stage) => {
    let host: { interrupt(by: "terminated"): void } | null = null;
    const { report } = await stage.run([(start) => {
      neverEnds(start);
      start.after(500, () => host?.interrupt("terminated"));
    }], { onHost: (its) => host = its, input: { maxAttempts: 1 } });
    assertEquals([report.reason, report.code], ["terminated", 143]);
    const after = await stage.run([plans], { input: { maxAttempts: 1 } });
    assertEquals(after.report.reason, "waiting");
    assertEquals((await stage.state()).iteration, 1);
  }));

Deno.test("runLoop() stays at a gate if it shall, and goes on when a person opens it", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([(start) => {
      plans(start);
      stage.clock.after(600_000, () => stage.approve());
    }, signals({ status: "continue", phase: "done" })], {
      input: {
        stay: true,
        limits: { ...stage.input.limits, until: "done" },
      },
    });
    assertEquals(report.reason, "requested");
    assertEquals(host.starts.length, 2);
    assertEquals(host.notices.map(({ about }) => about), ["waiting"]);
  }));

Deno.test("runLoop() takes a check that Ctrl-C ended for no red one, and checks again later", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    const input = { checks: [{ name: "TEST", command: "deno test" }] };
    let host: { interrupt(by: "interrupt"): void } | null = null;
    const cut = await stage.run([moves], {
      input,
      onHost: (its) => host = its,
      check() {
        host?.interrupt("interrupt");
        return { exitCode: null };
      },
    });
    assertEquals([cut.report.reason, cut.report.code], ["interrupted", 130]);
    assertEquals(stage.rows("check-ended"), []);
    const { report, host: later } = await stage.run([finishes], { input });
    assertEquals([report.reason, later.starts.length], ["done", 1]);
    assertEquals(
      stage.rows("decided").map((row) => row.refused),
      [false, false, false],
    );
  }));

Deno.test("runLoop() does not go forward over a red check, and shows it to the next prompt", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    await stage.approve();
    const input = { checks: [{ name: "TEST", command: "deno test" }] };
    let green = false;
    const { report, host } = await stage.run([moves, moves, finishes], {
      input,
      check() {
        const exitCode = green ? 0 : 1;
        green = true;
        return { exitCode, tail: "1 test failed" };
      },
    });
    assertEquals(report.reason, "done");
    assertStringIncludes(host.starts[1]!.prompt, "1 test failed");
    assertEquals(
      stage.rows("check-ended").map((row) => row.green),
      [false, true, true],
    );
  }));
