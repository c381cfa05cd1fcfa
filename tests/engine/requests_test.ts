import { assertEquals, assertStringIncludes } from "@std/assert";
import type { RequestVerb } from "../../lib/workflow/rows/person_rows.ts";
import { crashes, limited, neverEnds, signals } from "../fakes/acts.ts";
import { type EngineStage, plans, withEngine } from "./stage.ts";

async function ask(stage: EngineStage, verb: RequestVerb): Promise<void> {
  await (await stage.open()).append({
    kind: "request",
    verb,
    by: "ann",
    channel: "command",
    text: "",
    from: null,
    to: null,
    change: null,
    // A request names the run that it is for.
    run: "run-1",
  });
}

Deno.test("runLoop() stops on request, ends what runs, and goes on with the same iteration later", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([(start) => {
      neverEnds(start);
      start.after(90_000, () => ask(stage, "stop"));
    }]);
    assertEquals([report.reason, report.code], ["requested", 0]);
    assertEquals(host.ended.length, 1);
    assertEquals(stage.rows("attempt-ended")[0]?.outcome, {
      kind: "cancelled",
      by: "request",
    });
    await stage.run([plans]);
    assertEquals(stage.rows("iteration-started").length, 1);
    assertEquals(stage.rows("decided").map((row) => row.iteration), [1]);
  }));

Deno.test("runLoop() takes a signal that was written although it was asked to stop", () =>
  withEngine(async (stage) => {
    const { report } = await stage.run([(start) => {
      neverEnds(start);
      start.after(500, () => {
        start.signal({ status: "continue", summary: "Just in time" });
        return ask(stage, "stop");
      });
    }]);
    assertEquals(report.reason, "requested");
    assertEquals(stage.rows("decided").map((row) => row.decision), ["repeat"]);
  }));

Deno.test("runLoop() starts no further attempt when it is asked to stop between two", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([(start) => {
      crashes()(start);
      stage.clock.after(3_000, () => ask(stage, "stop"));
    }]);
    assertEquals([report.reason, host.starts.length], ["requested", 1]);
  }));

Deno.test("runLoop() does not forget a limit because it is asked to stop while it waits", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 1_200_000;
    const { report } = await stage.run([(start) => {
      limited(reset)(start);
      stage.clock.after(300_000, () => ask(stage, "stop"));
    }]);
    assertEquals(report.reason, "requested");
    await stage.run([plans]);
    assertEquals(stage.clock.now() >= reset, true);
  }));

Deno.test("runLoop() ends a wait for a limit when a person asks for another try", () =>
  withEngine(async (stage) => {
    const begun = stage.clock.now();
    const { host } = await stage.run([
      (start) => {
        limited(begun + 7_200_000)(start);
        stage.clock.after(60_000, () => ask(stage, "retry"));
      },
      signals({ status: "continue" }),
      plans,
    ]);
    assertEquals(stage.clock.now() - begun < 120_000, true);
    assertEquals(stage.rows("limit-wait").map((row) => row.ended), [
      null,
      "person",
    ]);
    assertStringIncludes(host.words(), "Limit (five_hour) until");
  }));
