/**
 * What an iteration costs beside what the provider itself takes, early and late in a session, and a whole run.
 *
 * @module
 */

import { join } from "@std/path";
import { timed } from "../child.ts";
import { type Figure, spread } from "../figure.ts";
import type { Lab, Measure, Program } from "../lab.ts";
import { drawOut, newSession } from "../synthetic.ts";

/** Iterations of one run. */
export const iterations: Measure = { name: "iterations", run };

const COUNT = 100;
const WHOLE = 50;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const long = await newSession(lab, { name: "long", iterations: 2 });
  await drawOut(long, 9_900);
  const early: number[] = [];
  const source: number[] = [];
  const late: number[] = [];
  const plain: number[] = [];
  const whole: number[] = [];
  const plainWhole: number[] = [];
  for (let round = 0; round < lab.rounds(9); round++) {
    plain.push(await plainLoop(lab, COUNT) / COUNT);
    early.push(await each(lab, `early${round}`, { flags: ["--new"] }));
    source.push(
      await each(lab, `source${round}`, {
        flags: ["--new"],
        program: lab.programs.at(-1)!,
      }),
    );
    late.push(await each(lab, "long"));
    const args = ["--new", "--max-iterations", `${WHOLE}`];
    whole.push(
      await lab.call(["run", `whole${round}`, ...args], { codes: [6] }),
    );
    plainWhole.push(await plainLoop(lab, WHOLE));
  }
  const provider = spread(plain).min;
  return [
    {
      name: "iteration overhead",
      title:
        `an instant iteration of 1 to ${COUNT}, less the provider's own time`,
      unit: "ms",
      better: "less",
      values: early.map((ms) => ms - provider),
      reference: {
        title: "the provider by itself, in a plain loop",
        values: plain,
      },
      goal: { of: "value", limit: 12 },
    },
    {
      name: "iteration overhead source",
      title: "the same, from source",
      unit: "ms",
      better: "less",
      values: source.map((ms) => ms - provider),
      reference: null,
      goal: null,
    },
    {
      name: "iteration late",
      title: "an instant iteration of 9,901 to 10,000 of one session",
      unit: "ms",
      better: "less",
      values: late,
      reference: { title: `of 1 to ${COUNT}`, values: early },
      goal: { of: "ratio", limit: 1.1 },
      note:
        "The 9,900 iterations before were written by the benchmark, not run.",
    },
    {
      name: "run of 50",
      title:
        `a whole run of ${WHOLE} instant iterations, with a new session and its worktree`,
      unit: "ms",
      better: "less",
      values: whole,
      reference: {
        title: "a shell loop that starts the provider as often",
        values: plainWhole,
      },
      goal: null,
    },
  ];
}

async function plainLoop(lab: Lab, count: number): Promise<number> {
  const session = join(lab.folder, "plain");
  await Deno.mkdir(session, { recursive: true });
  const prompt = join(session, "prompt.md");
  await Deno.writeTextFile(
    prompt,
    `Work.\n**Session path:** ${session}\n**Signal token:** x\n`,
  );
  const log = join(session, "log.jsonl");
  const words = [lab.tool("plain_loop.sh"), `${count}`];
  return await timed(
    [...words, lab.tool("instant.sh"), prompt, log],
    lab.options(),
  );
}

/** Milliseconds from the start of one iteration to the start of the next, in the middle of a run. */
async function each(
  lab: Lab,
  name: string,
  { flags = [], program = lab.program }: {
    readonly flags?: readonly string[];
    readonly program?: Program;
  } = {},
): Promise<number> {
  const args = ["run", name, ...flags, "--max-iterations", `${COUNT}`];
  await lab.call(args, { codes: [6], program });
  const rows = await lastRun(lab, name);
  const starts = rows.filter(({ kind }) => kind === "iteration-started")
    .map(({ time }) => Date.parse(time));
  return (starts.at(-1)! - starts[0]!) / (starts.length - 1);
}

/** Kind and time of the rows of the newest run of a session. */
async function lastRun(lab: Lab, name: string) {
  for await (const { name: folder } of Deno.readDir(lab.sessions)) {
    if (!folder.endsWith(`-${name}`)) continue;
    const text = await Deno.readTextFile(
      join(lab.sessions, folder, "_journal.jsonl"),
    );
    return text.trimEnd().split("\n").slice(-COUNT * 8)
      .map((line) => JSON.parse(line) as { kind: string; time: string })
      .filter((_, i, all) =>
        i >= all.findLastIndex(({ kind }) => kind === "run-started")
      );
  }
  throw new Error(`there is no session "${name}"`);
}
