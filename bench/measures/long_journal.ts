/**
 * Long journals: checking one, and going on with a session that has one.
 *
 * @module
 */

import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { drawOut, newSession } from "../synthetic.ts";

/** `verify`, `status` and `run` with a long journal. */
export const longJournal: Measure = { name: "long journal", run };

const ITERATIONS = 10_000;
/** 100,000 rows, at seven each iteration. */
const VERIFIED = 14_284;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const verified = await newSession(lab, { name: "verified", iterations: 2 });
  await drawOut(verified, VERIFIED);
  const resumed = await newSession(lab, { name: "resumed", iterations: 2 });
  await drawOut(resumed, ITERATIONS);
  await newSession(lab, { name: "young", iterations: 2 });
  const empty: number[] = [];
  const verify: number[] = [];
  const long: number[] = [];
  const young: number[] = [];
  const status: number[] = [];
  const once = ["--max-iterations", "1"];
  for (let round = 0; round < lab.rounds(6); round++) {
    empty.push(await timed(lab.program.empty, lab.options()));
    // What was never run has no logs: findings are the answer.
    verify.push(await lab.call(["verify", "verified"], { codes: [0, 1] }));
    status.push(await lab.call(["status", "resumed"]));
    young.push(await lab.call(["run", "young", ...once], { codes: [6] }));
    long.push(await lab.call(["run", "resumed", ...once], { codes: [6] }));
  }
  const reference = { title: "empty program", values: empty };
  const figure = (
    name: string,
    rest: Pick<Figure, "title" | "values" | "reference">,
  ): Figure => ({ name, unit: "ms", better: "less", goal: null, ...rest });
  return [
    figure("verify 100000 rows", {
      title: "`samocode verify` of a journal of 100,000 rows",
      values: verify,
      reference,
    }),
    figure("status of 10000 iterations", {
      title: "`samocode status` of a session of 10,000 iterations",
      values: status,
      reference,
    }),
    figure("resume after 10000 iterations", {
      title: "a run of one iteration after 10,000",
      values: long,
      reference: { title: "after 2", values: young },
    }),
  ];
}
