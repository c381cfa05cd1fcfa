import { assertEquals } from "@std/assert";
import type { Act } from "../fakes/host.ts";
import { provider, SHOWS_PLAN, withEngine, writePlan } from "./stage.ts";

const silent = {
  ...provider("small"),
  command: {
    args: [],
    prompt: "stdin",
    polite: "SIGTERM",
    fields: null,
  } as const,
};

/** Works without a word, for so long. */
function works(ms: number): Act {
  return (start) =>
    start.after(ms, () => {
      writePlan(start);
      start.signal(SHOWS_PLAN);
      start.exit();
    });
}

Deno.test("runLoop() leaves a program alone whose silence tells nothing", () =>
  withEngine(async (stage) => {
    const { report } = await stage.run([works(1_700_000)], {
      input: { providers: [silent] },
    });
    assertEquals(report.reason, "waiting");
    assertEquals(stage.rows("attempt-ended").length, 1);
  }));

Deno.test("runLoop() ends a silent program by the total clock, and by that alone", () =>
  withEngine(async (stage) => {
    const { report } = await stage.run([works(2_000_000), works(1_000)], {
      input: { providers: [silent] },
    });
    assertEquals(report.reason, "waiting");
    const [first] = stage.rows("attempt-ended");
    assertEquals(
      first?.outcome.kind === "timeout" && first.outcome.clock,
      "total",
    );
  }));
