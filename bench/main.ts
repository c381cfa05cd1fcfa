/**
 * The benchmark: `deno task bench [--only NAME] [--quick] [--check] [--limits]`.
 *
 * A whole run writes `bench/RESULTS.md` and `docs/bench.svg`. `--only` makes the measures that have NAME in their name, `--quick` measures less often; both
 * print only. `--check` fails when a ratio is more than 25 % worse than in `bench/limits.json`, which `--limits` writes.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path";
import { barPicture } from "./bars.ts";
import { type Limits, limitsOf, regressions } from "./check.ts";
import type { Figure } from "./figure.ts";
import { openLab } from "./lab.ts";
import { machineText } from "./machine.ts";
import { measures } from "./measures.ts";
import { figureLine, resultsText } from "./results.ts";

const RESULTS = new URL("RESULTS.md", import.meta.url);
const NOTES = new URL("notes.md", import.meta.url);
const PICTURE = new URL("../docs/bench.svg", import.meta.url);
const LIMITS = new URL("limits.json", import.meta.url);

async function main(args: readonly string[]): Promise<number> {
  const flags = parseArgs([...args], {
    string: ["only"],
    boolean: ["quick", "check", "limits"],
    unknown: (word) => {
      throw new Error(`there is no argument "${word}"`);
    },
  });
  const chosen = measures.filter(({ name }) =>
    flags.only === undefined || name.includes(flags.only)
  );
  if (chosen.length === 0) {
    const names = measures.map(({ name }) => name).join(", ");
    throw new Error(`there is no measure "${flags.only}", only ${names}`);
  }
  const lab = await openLab({ quick: flags.quick });
  const figures: Figure[] = [];
  try {
    for (const measure of chosen) {
      console.error(`${measure.name} …`);
      for (const figure of await measure.run(lab)) {
        console.log(figureLine(figure));
        figures.push(figure);
      }
    }
  } finally {
    await Deno.remove(lab.folder, { recursive: true });
  }
  if (flags.only === undefined && !flags.quick && !flags.check) {
    const about = { machine: await machineText(), programs: lab.programs };
    const notes = await Deno.readTextFile(NOTES);
    await Deno.writeTextFile(RESULTS, resultsText(figures, { about, notes }));
    await Deno.writeTextFile(PICTURE, barPicture(figures));
    console.error(`written: ${fromFileUrl(RESULTS)}`);
  }
  if (flags.limits) {
    const text = JSON.stringify(limitsOf(figures), null, 2);
    await Deno.writeTextFile(LIMITS, `${text}\n`);
  }
  return flags.check ? await check(figures) : 0;
}

async function check(figures: readonly Figure[]): Promise<number> {
  const kept: Limits = JSON.parse(await Deno.readTextFile(LIMITS));
  const unkept = Object.keys(limitsOf(figures)).filter((name) =>
    kept[name] === undefined
  );
  for (const name of unkept) console.error(`not compared: ${name}`);
  const worse = regressions(figures, kept);
  for (const line of worse) console.error(`worse: ${line}`);
  if (worse.length === 0) console.error("no ratio is 25 % worse than kept");
  return worse.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
