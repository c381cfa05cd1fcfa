/**
 * What a run costs while the provider works and says nothing.
 *
 * @module
 */

import { cpuOf, pause, start } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";

/** Processor time of a run that waits. */
export const idle: Measure = { name: "idle", run };

/** After so long everything is started. */
const SETTLE_MS = 3_000;
const WATCHED_MS = 8_000;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const values: number[] = [];
  for (let round = 0; round < lab.rounds(3); round++) {
    const args = ["run", `idle${round}`, "--new", "--max-iterations", "1"];
    const child = start(
      [...lab.program.words, ...args],
      lab.options({
        CLAUDE_PATH: lab.tool("stream.sh"),
        BENCH_STAGES: "0:none",
        BENCH_PAUSE: `${(SETTLE_MS + WATCHED_MS) / 1000}`,
        BENCH_MARKS: lab.folder,
      }),
    );
    await pause(SETTLE_MS);
    const before = cpuOf(child.pid) ?? NaN;
    await pause(WATCHED_MS);
    const after = cpuOf(child.pid) ?? NaN;
    values.push((after - before) / WATCHED_MS * 100);
    await child.ended;
  }
  return [{
    name: "idle cpu",
    title: "of a core while the provider works in silence",
    unit: "%",
    better: "less",
    values,
    reference: null,
    goal: null,
  }];
}
