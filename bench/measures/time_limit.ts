/**
 * How late a limit of two seconds ends a provider, and when nothing of it is left.
 *
 * @module
 */

import { join } from "@std/path";
import { lives, pause, start } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";

/** The clock of an attempt. */
export const timeLimit: Measure = { name: "time limit", run };

const LIMIT_MS = 2_000;
/** Between TERM and KILL. */
const GRACE_MS = 1_000;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const asked: number[] = [];
  const politeGone: number[] = [];
  const deafGone: number[] = [];
  for (let round = 0; round < lab.rounds(8); round++) {
    const polite = await once(lab, "polite");
    asked.push(polite.askedMs! - LIMIT_MS);
    politeGone.push(polite.goneMs - LIMIT_MS);
    const deaf = await once(lab, "deaf");
    deafGone.push(deaf.goneMs - LIMIT_MS - GRACE_MS);
  }
  const figure = (
    name: string,
    { title, values, limit }: {
      readonly title: string;
      readonly values: readonly number[];
      readonly limit: number | null;
    },
  ): Figure => ({
    name,
    title,
    unit: "ms",
    better: "less",
    values,
    reference: null,
    goal: limit === null ? null : { of: "value", limit },
  });
  return [
    figure("limit asked", {
      title: "a provider is asked to end, after its limit of 2 s",
      values: asked,
      limit: 100,
    }),
    figure("limit polite gone", {
      title: "one that obeys, and its child, are gone, after the limit",
      values: politeGone,
      limit: null,
    }),
    figure("limit deaf gone", {
      title: "one that is deaf, and its child, are gone, after limit and grace",
      values: deafGone,
      limit: null,
    }),
  ];
}

/** Times since the provider began. */
async function once(
  lab: Lab,
  manners: "polite" | "deaf",
): Promise<{ readonly askedMs: number | null; readonly goneMs: number }> {
  const marks = join(lab.folder, "limit");
  await Deno.mkdir(marks);
  const name = `limit-${manners}-${crypto.randomUUID().slice(0, 8)}`;
  const child = start(
    [...lab.program.words, "run", name, "--new", "--max-iterations", "1"],
    lab.options({
      CLAUDE_PATH: lab.tool("endless.sh"),
      CLAUDE_TIMEOUT: `${LIMIT_MS / 1000}`,
      SAMOCODE_KILL_GRACE: `${GRACE_MS / 1000}`,
      SAMOCODE_MAX_RETRIES: "1",
      BENCH_MANNERS: manners,
      BENCH_MARKS: marks,
    }),
  );
  const begun = await stamp(join(marks, "begun"));
  const pids = (await Deno.readTextFile(join(marks, "pids"))).trim().split(" ")
    .map(Number);
  while (pids.some(lives)) await pause(2);
  const gone = performance.timeOrigin + performance.now();
  const asked = manners === "deaf" ? null : await stamp(join(marks, "asked"));
  child.kill();
  await child.ended;
  await Deno.remove(marks, { recursive: true });
  return {
    askedMs: asked === null ? null : asked - begun,
    goneMs: gone - begun,
  };
}

/** Waits for a time that the provider notes; ms since the epoch. */
async function stamp(path: string): Promise<number> {
  for (;;) {
    try {
      const text = await Deno.readTextFile(path);
      if (text.endsWith("\n")) return Number(text) / 1e6;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await pause(2);
  }
}
