import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { crashes, limited, signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { plans, provider, SHOWS_PLAN, withEngine, writePlan } from "./stage.ts";

class Died extends Error {}

Deno.test("runLoop() waits for the reset of a limit, and charges no attempt for it", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 1_200_000;
    const { report, host } = await stage.run([limited(reset), plans], {
      input: { maxAttempts: 1 },
    });
    assertEquals(report.reason, "waiting");
    assertEquals(stage.rows("limit-wait").map((row) => row.ended), [
      null,
      "reset",
    ]);
    const [first, second] = stage.rows("attempt-started");
    assertEquals([first?.type, second?.type], ["first", "redelivery"]);
    assertEquals(Date.parse(second!.time) >= reset, true);
    assertEquals(Date.parse(second!.time) < reset + 15_000, true);
    assertEquals(host.notices.map(({ about }) => about), ["limit", "waiting"]);
  }));

Deno.test("runLoop() journals a wait before it begins: killed and started again, it waits for the same moment", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 1_200_000;
    const dies: Act = (start) => {
      limited(reset)(start);
      stage.clock.after(600_000, () => {
        throw new Died();
      });
    };
    await assertRejects(() => stage.run([dies]), Died);
    const [journaled] = stage.rows("limit-wait");
    assertEquals(Date.parse(journaled!.until) >= reset, true);
    const { host } = await stage.run([plans]);
    const until = stage.rows("limit-wait").map((row) => row.until);
    assertEquals(until, [journaled!.until, journaled!.until]);
    const started = stage.rows("attempt-started")[1]!;
    assertEquals(Date.parse(started.time) >= Date.parse(until[0]!), true);
    assertEquals(host.notices.map(({ about }) => about), ["waiting"]);
    assertStringIncludes(host.words(), "Limit (five_hour) until ");
  }));

Deno.test("runLoop() waits longer each time where no reset is told, and gives up after five", () =>
  withEngine(async (stage) => {
    const acts = Array.from({ length: 6 }, () => limited(null));
    const { report } = await stage.run(acts);
    assertEquals([report.reason, report.code], ["blocked", 5]);
    const waits = stage.rows("limit-wait").filter((row) => row.ended === null);
    const minutes = waits.map((row) =>
      Math.floor((Date.parse(row.until) - Date.parse(row.time)) / 60_000)
    );
    assertEquals(minutes, [5, 10, 20, 30, 30]);
    assertEquals(waits.map((row) => row.told), Array(5).fill(false));
  }));

Deno.test("runLoop() hands over to the next provider of the chain instead of waiting", () =>
  withEngine(async (stage) => {
    const begun = stage.clock.now();
    const { host } = await stage.run([limited(begun + 7_200_000), plans], {
      input: { providers: [provider("claude"), provider("codex")] },
    });
    assertEquals(
      host.starts.map(({ spec }) => spec.provider),
      ["claude", "codex"],
    );
    assertEquals(stage.rows("limit-wait"), []);
    assertStringIncludes(host.words(), "codex goes on");
    assertEquals(stage.clock.now() - begun < 60_000, true);
  }));

Deno.test("runLoop() goes back to the first provider as soon as its limit is over", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 600_000;
    const slow: Act = (start) => {
      start.after(60_000, () => start.line({ type: "turn.started" }));
      start.after(610_000, () => {
        writePlan(start);
        signals({ status: "continue" })(start);
      });
    };
    const { host } = await stage.run([limited(reset), slow, plans], {
      input: { providers: [provider("claude"), provider("codex")] },
    });
    assertEquals(
      host.starts.map(({ spec }) => spec.provider),
      ["claude", "codex", "claude"],
    );
  }));

Deno.test("runLoop() waits for the first of several limits to be over", () =>
  withEngine(async (stage) => {
    const soon = stage.clock.now() + 120_000;
    const { host } = await stage.run(
      [limited(soon), limited(null), signals(SHOWS_PLAN, writePlan)],
      { input: { providers: [provider("claude"), provider("codex")] } },
    );
    assertEquals(
      host.starts.map(({ spec }) => spec.provider),
      ["claude", "codex", "claude"],
    );
    const [wait] = stage.rows("limit-wait");
    assertEquals([wait?.provider, wait?.told], ["claude", true]);
    assertEquals(Date.parse(wait!.until) - soon < 15_000, true);
  }));

Deno.test("runLoop() takes waits for a limit off the hours of the run", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 7_200_000;
    const { report } = await stage.run([
      limited(reset),
      signals({ status: "continue" }),
      plans,
    ], {
      input: {
        limits: {
          ...stage.input.limits,
          maxMs: 3_600_000,
        },
      },
    });
    assertEquals(report.reason, "waiting");
  }));

Deno.test("runLoop() sleeps with the machine while it waits: the wall's clock ends the wait, and no hour is counted twice", () =>
  withEngine(async (stage) => {
    const reset = stage.clock.now() + 3_600_000;
    const limitedThenAsleep: Act = (start) => {
      limited(reset)(start);
      stage.clock.after(60_000, () => stage.clock.suspend(7_200_000));
    };
    const { report } = await stage.run([
      limitedThenAsleep,
      signals({ status: "continue" }),
      plans,
    ], { input: { limits: { ...stage.input.limits, maxMs: 60_000 } } });
    assertEquals(report.reason, "waiting");
    const [first, second] = stage.rows("attempt-started");
    const minutes = (Date.parse(second!.time) - Date.parse(first!.time)) /
      60_000;
    assertEquals(Math.floor(minutes), 121);
    // Half a minute more of work is too much.
    const slow: Act = (start) => {
      start.after(50_000, () => start.line({ type: "system" }));
      start.after(61_000, () => {
        signals({ status: "continue" })(start);
      });
    };
    await stage.approve();
    const busy = await stage.run([slow], {
      input: { limits: { ...stage.input.limits, maxMs: 60_000 } },
    });
    assertEquals(busy.report.reason, "limit");
  }));

Deno.test("runLoop() does not count the machine's sleep between two attempts", () =>
  withEngine(async (stage) => {
    const crashesAndSleeps: Act = (start) => {
      crashes()(start);
      stage.clock.after(3_000, () => stage.clock.suspend(7_200_000));
    };
    const { report } = await stage.run([
      crashesAndSleeps,
      signals({ status: "continue" }),
      plans,
    ], { input: { limits: { ...stage.input.limits, maxMs: 60_000 } } });
    assertEquals(report.reason, "waiting");
  }));
