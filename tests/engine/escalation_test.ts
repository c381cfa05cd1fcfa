import { assertEquals, assertStringIncludes } from "@std/assert";
import { signals } from "../fakes/acts.ts";
import type { FakeHost } from "../fakes/host.ts";
import { finishes, moves, plans, provider, withEngine } from "./stage.ts";

const profiles = {
  light: { model: "small", effort: null },
  standard: { model: "middle", effort: null },
  strong: { model: "big", effort: null },
  max: { model: "big", effort: "xhigh" },
};
const providers = [{ ...provider("claude"), profiles }];
const blocked = signals({
  status: "blocked",
  reason: "There is no browser",
  needs: "environment",
});

/** The model of each start. */
function models({ starts }: FakeHost): readonly (string | undefined)[] {
  return starts.map(({ spec: { args } }) => args[args.indexOf("--model") + 1]);
}

Deno.test("runLoop() tries once more with a stronger profile when the environment blocks, then blocks", () =>
  withEngine(async (stage) => {
    await stage.run([plans], { input: { providers } });
    await stage.approve();
    const { report, host } = await stage.run([blocked, blocked], {
      input: { providers },
    });
    assertEquals([report.reason, report.text], [
      "blocked",
      "There is no browser",
    ]);
    assertEquals(models(host), ["middle", "big"]);
    assertStringIncludes(
      host.words(),
      "Profile standard → strong in implementation: Blocked by the environment: There is no browser",
    );
    const { prompt } = host.starts[1]!;
    assertStringIncludes(prompt, "There is no browser");
    assertStringIncludes(prompt, "**Profile source:** escalation");
    const rows = stage.rows("decided").slice(1);
    assertEquals(rows.map(({ rule, escalated }) => [rule, escalated]), [
      ["escalated", { from: "standard", to: "strong" }],
      ["provider-blocked", undefined],
    ]);
    assertStringIncludes(stage.overview(), "Profile standard → strong");
  }));

Deno.test("runLoop() keeps the stronger profile until the phase is left, and gives the next one its own chance", () =>
  withEngine(async (stage) => {
    await stage.run([plans], { input: { providers } });
    await stage.approve();
    const { report, host } = await stage.run([
      blocked,
      signals({ status: "continue" }),
      moves,
      blocked,
      finishes,
    ], { input: { providers } });
    assertEquals(report.reason, "done");
    assertEquals(models(host), ["middle", "big", "big", "small", "middle"]);
  }));

Deno.test("runLoop() tries once more with a stronger profile after the same red check twice", () =>
  withEngine(async (stage) => {
    await stage.run([plans], { input: { providers } });
    await stage.approve();
    const { report, host } = await stage.run([moves, moves, moves, moves], {
      input: { providers, checks: [{ name: "test", command: "make" }] },
      check: () => ({ exitCode: 1, tail: "1 failed" }),
    });
    assertEquals([report.reason, report.code], ["blocked", 5]);
    assertStringIncludes(report.text, "The same failure 3 times");
    assertEquals(models(host), ["middle", "middle", "big"]);
  }));

Deno.test("runLoop() blocks at once where nothing is stronger", () =>
  withEngine(async (stage) => {
    const own = [{ ...provider("claude"), model: "mine", profiles }];
    await stage.run([plans], { input: { providers: own } });
    await stage.approve();
    // A model of the person's own wins over every profile, so only another effort is another profile.
    const { host } = await stage.run([blocked, blocked], {
      input: { providers: own },
    });
    assertEquals(
      stage.rows("attempt-started").slice(1).map((row) => row.profile),
      ["standard", "max"],
    );
    assertEquals(models(host), ["mine", "mine"]);
    const flat = [{
      ...provider("claude"),
      profiles: { standard: profiles.max },
    }];
    await stage.run([blocked], {
      input: { providers: flat },
    });
    assertEquals(stage.rows("attempt-started").length, 3);
  }));
