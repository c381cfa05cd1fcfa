import { assertEquals, assertStringIncludes } from "@std/assert";
import { begin, crashes, result, saysNothing, signals } from "../fakes/acts.ts";
import type { Act } from "../fakes/host.ts";
import { type EngineStage, goesOn, provider, withEngine } from "./stage.ts";

/** An iteration that costs so much and stays in its phase. */
function costs(usd: number): Act {
  return (start) => {
    begin(start);
    start.signal({ status: "continue" });
    result(start, { total_cost_usd: usd });
    start.exit();
  };
}

function withMoney(
  { input }: EngineStage,
  maxUsd: number,
): { readonly limits: EngineStage["input"]["limits"] } {
  return { limits: { ...input.limits, maxUsd } };
}

Deno.test("runLoop() starts no fifth iteration of $0.30 with $1.00, and hands on what is left", () =>
  withEngine(async (stage) => {
    const acts = [0.3, 0.3, 0.3, 0.3].map(costs);
    const { report, host } = await stage.run(acts, {
      input: withMoney(stage, 1),
    });
    assertEquals([report.reason, report.code], ["limit", 6]);
    assertEquals(report.text, "$1.20 of $1.00 are spent");
    const handed = host.starts.map(({ spec: { args } }) =>
      args[args.indexOf("--max-budget-usd") + 1]
    );
    assertEquals(handed, ["1.00", "0.70", "0.40", "0.10"]);
  }));

Deno.test("runLoop() does not take a sum of cents for less than it is", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run(
      [0.1, 0.2].map(costs),
      { input: withMoney(stage, 0.3) },
    );
    assertEquals(report.reason, "limit");
    assertEquals(host.starts.length, 2);
  }));

Deno.test("runLoop() tells once in a run that 80 % of its money are spent", () =>
  withEngine(async (stage) => {
    const acts = [0.7, 0.1, 0.1, 0.05, 0.05].map(costs);
    const { host } = await stage.run(acts, { input: withMoney(stage, 1) });
    assertEquals(
      host.notices.map(({ about, text }) => [about, text]),
      [
        ["budget", "$0.80 of $1.00 are spent"],
        ["stopped", "$1.00 of $1.00 are spent"],
      ],
    );
    assertEquals(host.words().split("$0.80 of $1.00").length, 2);
    const again = await stage.run([costs(0.85), costs(0.3)], {
      input: withMoney(stage, 1),
    });
    assertEquals(again.host.notices.map(({ text }) => text), [
      "$0.85 of $1.00 are spent",
      "$1.15 of $1.00 are spent",
    ]);
  }));

Deno.test("runLoop() tells only the stop where one iteration spends everything", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([costs(2)], {
      input: withMoney(stage, 1),
    });
    assertEquals(host.notices.map(({ text }) => text), [
      "$2.00 of $1.00 are spent",
    ]);
  }));

Deno.test("runLoop() stops between attempts too, and the next run goes on with the iteration", () =>
  withEngine(async (stage) => {
    const { report, host } = await stage.run([saysNothing], {
      input: withMoney(stage, 0.5),
    });
    assertEquals([report.reason, host.starts.length], ["limit", 1]);
    await stage.run([goesOn, costs(1)], { input: withMoney(stage, 1) });
    assertEquals(
      stage.rows("attempt-started").map(({ iteration, type }) => [
        iteration,
        type,
      ]),
      [[1, "first"], [1, "repair"], [2, "first"]],
    );
  }));

Deno.test("runLoop() takes a program that stops at what was left for the end of the run's money", () =>
  withEngine(async (stage) => {
    const stopsThere: Act = (start) => {
      begin(start);
      result(start, {
        subtype: "error_max_budget_usd",
        is_error: true,
        total_cost_usd: 0.39,
      });
      start.exit(1);
    };
    const { report } = await stage.run([stopsThere], {
      input: withMoney(stage, 0.4),
    });
    assertEquals([report.reason, report.code], ["limit", 6]);
    assertEquals(report.text, "$0.39 of $0.40 are spent");
  }));

Deno.test("runLoop() works a cost out from tokens where the provider tells none, and says so in the journal", () =>
  withEngine(async (stage) => {
    // 10 tokens of input and 5 of output.
    const price = {
      input: 20_000,
      output: 20_000,
      cacheRead: 0,
      cacheWrite: 0,
    };
    const ends = signals({ status: "continue" });
    const { report, host } = await stage.run([ends, crashes(), ends, ends], {
      input: {
        ...withMoney(stage, 0.8),
        providers: [{ ...provider("codex"), price }],
      },
    });
    assertEquals([report.reason, report.code], ["limit", 6]);
    assertStringIncludes(host.words(), "$0.90 of $0.80 are spent");
    assertEquals(
      stage.rows("attempt-ended").map(({ costUsd, priced }) => [
        costUsd,
        priced ?? false,
      ]),
      [[0.3, true], [null, false], [0.3, true], [0.3, true]],
    );
    assertEquals(host.starts[0]!.spec.args.includes("--max-budget-usd"), false);
  }));

Deno.test("runLoop() leaves a cost alone that the provider tells", () =>
  withEngine(async (stage) => {
    const price = { input: 1e6, output: 1e6, cacheRead: 1e6, cacheWrite: 1e6 };
    await stage.run([costs(0.25)], {
      input: {
        providers: [{ ...provider("claude"), price }],
        limits: { ...stage.input.limits, maxIterations: 1 },
      },
    });
    const [ended] = stage.rows("attempt-ended");
    assertEquals([ended?.costUsd, ended?.priced], [0.25, undefined]);
  }));
