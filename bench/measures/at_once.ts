/**
 * Many sessions at the same time.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";

/** Twenty runs at once against one. */
export const atOnce: Measure = { name: "at once", run };

const RUNS = 20;
const ITERATIONS = 20;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const one: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < lab.rounds(3); round++) {
    one.push(await session(lab, `alone${round}`));
    const begun = performance.now();
    const names = Array.from({ length: RUNS }, (_, n) => `both${round}-${n}`);
    const ends = await Promise.allSettled(
      names.map((name) => session(lab, name)),
    );
    // Only when none works in the folder any more may it be removed.
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    many.push((performance.now() - begun) / RUNS);
  }
  return [{
    name: "twenty at once",
    title: `${RUNS} runs of ${ITERATIONS} iterations at once, for each of them`,
    unit: "ms",
    better: "less",
    values: many,
    reference: { title: "one run alone", values: one },
    goal: null,
  }];
}

function session(lab: Lab, name: string): Promise<number> {
  const args = ["run", name, "--new", "--max-iterations", `${ITERATIONS}`];
  return lab.call(args, { codes: [6] });
}
