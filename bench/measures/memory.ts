/**
 * How much memory the program holds while the provider works, and while it writes much.
 *
 * @module
 */

import { join } from "@std/path";
import { memoryOf, pause, start } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { writeLines } from "../lines.ts";
import { removeLogs } from "./stream.ts";

/** Resident memory. */
export const memory: Measure = { name: "memory", run };

const MIB = 1 << 20;
const BLOCK_MIB = 64;
const BLOCKS = 16;

/** Idle, after 10 MiB, after 1 GiB, and the peak on the way; each stage is followed by silence. */
async function run(lab: Lab): Promise<readonly Figure[]> {
  const block = join(lab.folder, "block");
  await writeLines(block, { mix: "mixed", bytes: BLOCK_MIB * MIB });
  const small = join(lab.folder, "block-small");
  await writeLines(small, { mix: "mixed", bytes: 10 * MIB });
  const marks = join(lab.folder, "marks");
  const stages: number[][] = [[], [], []];
  const peaks: number[] = [];
  for (let round = 0; round < lab.rounds(3); round++) {
    await Deno.mkdir(marks);
    const env = {
      CLAUDE_PATH: lab.tool("stream.sh"),
      BENCH_STAGES: `0:${small} 1:${small} ${BLOCKS}:${block}`,
      BENCH_PAUSE: "2",
      BENCH_MARKS: marks,
    };
    const session = `memory${round}`;
    const args = ["run", session, "--new", "--max-iterations", "1"];
    const child = start([...lab.program.words, ...args], lab.options(env));
    let stage = 0;
    let last = memoryOf(child.pid);
    for (let seen = last; seen !== null; seen = memoryOf(child.pid)) {
      if (await isThere(join(marks, `${stage + 1}`))) {
        stages[stage]?.push(last!.now);
        stage++;
      }
      if (stage === 3 && peaks.length === round) peaks.push(last!.peak);
      last = seen;
      if (stage > 3 || Number.isNaN(seen.now)) break;
      await pause(20);
    }
    await child.ended;
    await removeLogs(lab, session);
    await Deno.remove(marks, { recursive: true });
  }
  await Deno.remove(small);
  await Deno.remove(block);
  const idle = stages[0]!;
  const figure = (
    name: string,
    { title, values, goal }: Pick<Figure, "title" | "values" | "goal">,
  ): Figure => ({
    name: `memory ${name}`,
    title,
    unit: "MiB",
    better: "less",
    values,
    reference: null,
    goal,
  });
  return [
    figure("idle", {
      title: "resident while the provider works in silence",
      values: idle,
      goal: null,
    }),
    figure("after 10 MiB", {
      title: "resident after 10 MiB of output",
      values: stages[1]!,
      goal: null,
    }),
    figure("after 1 GiB", {
      title: "resident after 1 GiB of output",
      values: stages[2]!,
      goal: null,
    }),
    figure("peak beyond idle", {
      title: "highest while 1 GiB streams, beyond idle",
      values: peaks.map((peak, round) => peak - idle[round]!),
      goal: { of: "value", limit: 16 },
    }),
  ];
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
