// The ledger of a session against recorded output of real programs, whose figures are read here in the plainest way.

import { assert, assertEquals } from "@std/assert";
import type { EngineInput } from "../../lib/engine/input.ts";
import { costSums } from "../../lib/workflow/cost_sums.ts";
import type { Row } from "../../lib/workflow/row.ts";
import type { Act } from "../fakes/host.ts";
import { sampleNames, samplePath } from "../provider/recorded.ts";
import { type EngineStage, provider, withEngine } from "./stage.ts";

interface Sample {
  readonly name: string;
  readonly lines: readonly Record<string, unknown>[];
}

function samplesOf(version: string): readonly Sample[] {
  return sampleNames(version).map((name) => ({
    name,
    lines: Deno.readTextFileSync(samplePath(`${version}/${name}`)).split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line): Record<string, unknown> => JSON.parse(line)),
  }));
}

/** Says again what was recorded, and signals that there is more to do. */
function replays({ lines }: Sample): Act {
  return (start) => {
    for (const line of lines) start.line(line);
    start.signal({ status: "continue" });
    start.exit();
  };
}

async function play(
  stage: EngineStage,
  { samples, its }: {
    readonly samples: readonly Sample[];
    readonly its: EngineInput["providers"][number];
  },
) {
  const { workflow, limits } = stage.input;
  const planning = { ...workflow.phases["planning"]!, limit: 1_000 };
  await stage.run(samples.map(replays), {
    input: {
      providers: [its],
      workflow: { ...workflow, phases: { ...workflow.phases, planning } },
      limits: { ...limits, maxIterations: samples.length },
    },
  });
  const sums = costSums();
  const text = Deno.readTextFileSync(stage.paths.journal).trimEnd();
  for (const line of text.split("\n")) {
    const row: Row = JSON.parse(line);
    sums.take(row);
  }
  const { spending } = await stage.state();
  assertEquals(sums.total, spending);
  assertEquals(spending.attempts, samples.length);
  return spending;
}

function sameToTheCent(usd: number, truth: number): void {
  assert(Math.abs(usd - truth) < 0.005, `$${usd} is not $${truth}`);
}

function sum(values: readonly unknown[]): number {
  return values.reduce<number>((all, one) => all + Number(one ?? 0), 0);
}

Deno.test("the ledger of a session is what Claude Code told at the end of each attempt, to the cent", () =>
  withEngine(async (stage) => {
    const samples = samplesOf("claude/2.1.330");
    const told = samples.map(({ lines }) =>
      lines.findLast(({ type }) => type === "result")?.["total_cost_usd"]
    );
    const truth = sum(told);
    assert(truth > 0.1);
    const spending = await play(stage, { samples, its: provider("claude") });
    sameToTheCent(spending.costUsd, truth);
    assertEquals(
      spending.unpriced,
      told.filter((usd) => usd === undefined).length,
    );
  }));

Deno.test("the ledger of a session is what Codex told in tokens, at the configured price", () =>
  withEngine(async (stage) => {
    const samples = samplesOf("codex/0.169.0");
    const used = samples.map(({ lines }) =>
      lines.findLast(({ type }) => type === "turn.completed")?.["usage"]
    ).filter((usage) => usage !== undefined) as Record<string, number>[];
    const price = { input: 125, output: 1000, cacheRead: 12.5, cacheWrite: 0 };
    const cached = sum(used.map((usage) => usage["cached_input_tokens"]));
    const input = sum(used.map((usage) => usage["input_tokens"])) - cached;
    const output = sum(used.map((usage) => usage["output_tokens"]));
    const truth = (input * 125 + cached * 12.5 + output * 1000) / 1e6;
    assert(truth > 0.1);
    const its = { ...provider("codex"), price };
    const spending = await play(stage, { samples, its });
    sameToTheCent(spending.costUsd, truth);
    assertEquals(spending.unpriced, samples.length - used.length);
  }));
