/**
 * How long the program takes to do almost nothing, beside an empty program.
 *
 * @module
 */

import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure, Program } from "../lab.ts";
import { newSession } from "../synthetic.ts";

/** Start-up: version, help, status. */
export const startUp: Measure = { name: "start-up", run };

const CALLS = [
  { name: "version", args: ["--version"], limit: 1.25 },
  { name: "help", args: ["--help"], limit: null },
  { name: "status", args: ["status", "small"], limit: 1.6 },
] as const;

async function run(lab: Lab): Promise<readonly Figure[]> {
  await newSession(lab, { name: "small", iterations: 10 });
  const figures: Figure[] = [];
  for (const program of lab.programs) {
    figures.push(...await ofForm(lab, program));
  }
  return figures;
}

async function ofForm(lab: Lab, program: Program): Promise<readonly Figure[]> {
  const empty: number[] = [];
  const values = CALLS.map((): number[] => []);
  for (let round = 0; round < lab.rounds(24); round++) {
    empty.push(await timed(program.empty, lab.options()));
    for (const [i, { args }] of CALLS.entries()) {
      values[i]!.push(await lab.call(args, { program }));
    }
  }
  return CALLS.map(({ name, args, limit }, i) => ({
    name: `start-up ${name} ${program.form}`,
    title: `\`samocode ${args.join(" ")}\`, ${program.form}`,
    unit: "ms",
    better: "less",
    values: values[i]!,
    reference: { title: `empty program, ${program.form}`, values: empty },
    goal: limit === null || program.form === "source"
      ? null
      : { of: "ratio", limit },
  }));
}
