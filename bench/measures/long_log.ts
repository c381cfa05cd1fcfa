/**
 * Looking at a log of 1 GiB.
 *
 * @module
 */

import { join } from "@std/path";
import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { writeLines } from "../lines.ts";
import { newSession } from "../synthetic.ts";

/** `logs` and `status` with a long log. */
export const longLog: Measure = { name: "long log", run };

const BLOCK = 64 << 20;
const BLOCKS = 16;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const session = await newSession(lab, { name: "talker", iterations: 1 });
  const log = await logOf(session);
  const block = join(lab.folder, "block-log");
  await writeLines(block, { mix: "mixed", bytes: BLOCK });
  const bytes = await Deno.readFile(block);
  const file = await Deno.open(log, { append: true });
  for (let n = 0; n < BLOCKS; n++) {
    for (let at = 0; at < bytes.length;) {
      at += await file.write(bytes.subarray(at));
    }
  }
  file.close();
  const empty: number[] = [];
  const last: number[] = [];
  const whole: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < lab.rounds(5); round++) {
    empty.push(await timed(lab.program.empty, lab.options()));
    last.push(await lab.call(["logs", "talker"]));
    plain.push(await timed(["cat", log], lab.options()));
    whole.push(await lab.call(["logs", "talker", "--iteration", "1"]));
  }
  await Deno.remove(block);
  await Deno.remove(log);
  return [
    {
      name: "logs of 1 GiB",
      title: "`samocode logs`, the end of a log of 1 GiB",
      unit: "ms",
      better: "less",
      values: last,
      reference: { title: "empty program", values: empty },
      goal: null,
    },
    {
      name: "whole log of 1 GiB",
      title: "`samocode logs --iteration 1`, all of it",
      unit: "ms",
      better: "less",
      values: whole,
      reference: { title: "cat", values: plain },
      goal: null,
    },
  ];
}

async function logOf(session: string): Promise<string> {
  const logs = join(session, "_logs");
  for await (const { name } of Deno.readDir(logs)) {
    if (name.endsWith(".jsonl")) return join(logs, name);
  }
  throw new Error("the session has no log");
}
