/**
 * How fast a provider may write.
 *
 * @module
 */

import { join } from "@std/path";
import { timed } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { writeLines } from "../lines.ts";
import { folderOf } from "../synthetic.ts";

/** Throughput. */
export const stream: Measure = { name: "stream", run };

const MIB = 1 << 20;
const BLOCK_MIB = 64;
/** A little less than 1 GiB, so that the lines of start and end find room. */
const BLOCKS = 16;

const MIXES = [
  { name: "mixed", title: "lines of 200 B to 5 MiB", goal: 0.5 },
  { name: "short", title: "lines of 1 KB", goal: null },
  { name: "long", title: "lines of 100 KB", goal: null },
  {
    name: "partial",
    title: "1 KB pieces of messages, which count for nothing",
    goal: null,
  },
] as const;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const mix of MIXES) {
    const block = join(lab.folder, `block-${mix.name}`);
    await writeLines(block, { mix: mix.name, bytes: BLOCK_MIB * MIB });
    figures.push(await speed(lab, { ...mix, block }));
    await Deno.remove(block);
  }
  return figures;
}

async function speed(
  lab: Lab,
  { name, title, goal, block }: {
    readonly name: string;
    readonly title: string;
    readonly goal: number | null;
    readonly block: string;
  },
): Promise<Figure> {
  const env = {
    CLAUDE_PATH: lab.tool("stream.sh"),
    BENCH_STAGES: `${BLOCKS}:${block}`,
    BENCH_PAUSE: "0",
    BENCH_MARKS: lab.folder,
  };
  const session = `stream-${name}`;
  const values: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < lab.rounds(name === "mixed" ? 5 : 3); round++) {
    plain.push(BLOCKS * BLOCK_MIB / await plainSeconds(lab, env));
    await lab.call(
      [
        "run",
        session,
        ...round === 0 ? ["--new"] : [],
        "--max-iterations",
        "1",
      ],
      { codes: [6], env },
    );
    values.push(BLOCKS * BLOCK_MIB / await attemptSeconds(lab, session));
    await removeLogs(lab, session);
  }
  return {
    name: `stream ${name}`,
    title: `1 GiB of output in ${title}`,
    unit: "MB/s",
    better: "more",
    values,
    reference: { title: "provider > file", values: plain },
    goal: goal === null ? null : { of: "ratio", limit: goal },
  };
}

async function plainSeconds(
  lab: Lab,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const [prompt, log] = ["plain-prompt", "plain-log"].map((name) =>
    join(lab.folder, name)
  ) as [string, string];
  await Deno.writeTextFile(prompt, `**Session path:** ${lab.folder}\n`);
  const script = '"$0" <"$1" >"$2"';
  const ms = await timed(
    ["/bin/sh", "-c", script, lab.tool("stream.sh"), prompt, log],
    lab.options(env),
  );
  await Deno.remove(log);
  return ms / 1000;
}

/** How long the newest attempt of a session took, from before its start until its tree was gone. */
async function attemptSeconds(lab: Lab, session: string): Promise<number> {
  const path = join(await folderOf(lab, session), "_journal.jsonl");
  const rows = (await Deno.readTextFile(path)).trimEnd().split("\n")
    .map((line) => JSON.parse(line));
  return rows.findLast(({ kind }) => kind === "attempt-ended").durationMs /
    1000;
}

/** Removes the logs of a session. */
export async function removeLogs(lab: Lab, session: string): Promise<void> {
  const logs = join(await folderOf(lab, session), "_logs");
  for await (const { name } of Deno.readDir(logs)) {
    await Deno.remove(join(logs, name));
  }
}
