/**
 * `samocode chaos`: kills, stops and disturbs runs of demo sessions at random, and shows that nothing is lost.
 *
 * @module
 */

import { join } from "@std/path";
import { UsageError } from "../errors.ts";
import { systemClock } from "../system/clock.ts";
import { makeFolder } from "../system/files.ts";
import { listenForInterrupts } from "../system/interrupt.ts";
import { removeAny } from "../system/place.ts";
import { temporaryFolder } from "../system/temporary.ts";
import type { Terminal } from "../system/terminal.ts";
import { counted } from "../workflow/amounts.ts";
import { durationText } from "../workflow/timestamps.ts";
import { dice } from "./chaos/dice.ts";
import { type Counted, playChaos } from "./chaos/play.ts";
import { makeSite } from "./chaos/site.ts";
import type { Findings } from "./chaos/witness.ts";
import { columns } from "./look/columns.ts";
import { type Call, text } from "./subcommand.ts";

const LANES = 3;
const MISHAPS_PER_SESSION = 30;
const EXIT_CODES = { interrupt: 130, terminated: 143, hungUp: 129 } as const;

/** Runs the subcommand; 0 only if everything recovered. */
export async function run(call: Call, terminal: Terminal): Promise<number> {
  const kills = numberOf(call, "kills") ?? 200;
  const seed = numberOf(call, "seed") ?? systemClock.now() % 1_000_000;
  const home = temporaryFolder("samocode-chaos-");
  const beganMs = systemClock.steady();
  const tally = newTally(kills);
  terminal.err(`Seed ${seed}; everything happens in ${home}`);
  const interrupts = listenForInterrupts(() => {});
  try {
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      for (let round = 0; tally.left > 0; round++) {
        if (interrupts.stop.aborted) return;
        const number = lane + round * LANES;
        await playOne(tally, {
          home: join(home, String(number)),
          dice: dice(seed * 1_000 + number),
          stop: interrupts.stop,
          terminal,
        });
        const spent = durationText(systemClock.steady() - beganMs);
        terminal.err(
          `${kills - tally.left} of ${kills} mishaps, ${
            counted(tally.sessions, "session")
          }, ${counted(tally.problems.length, "problem")}, ${spent}`,
        );
      }
    });
    await Promise.all(lanes);
  } finally {
    interrupts.close();
  }
  const ended = interrupts.current();
  if (ended !== null) {
    removeAny(home);
    return EXIT_CODES[ended];
  }
  for (const line of table(tally)) terminal.out(line);
  terminal.out(`took          ${durationText(systemClock.steady() - beganMs)}`);
  if (tally.problems.length === 0) {
    removeAny(home);
    terminal.out("All is well");
    return 0;
  }
  for (const problem of tally.problems) terminal.out(problem);
  terminal.out(`Sessions are left in ${home}; seed ${seed}`);
  return 1;
}

interface Tally {
  left: number;
  sessions: number;
  recovered: number;
  duplicated: number;
  lost: number;
  processes: number;
  broken: number;
  readonly counts: Map<Counted, number>;
  readonly problems: string[];
}

function newTally(kills: number): Tally {
  return {
    left: kills,
    sessions: 0,
    recovered: 0,
    duplicated: 0,
    lost: 0,
    processes: 0,
    broken: 0,
    counts: new Map(),
    problems: [],
  };
}

async function playOne(
  tally: Tally,
  { home, dice, stop, terminal }: {
    readonly home: string;
    readonly dice: ReturnType<typeof import("./chaos/dice.ts").dice>;
    readonly stop: AbortSignal;
    readonly terminal: Terminal;
  },
): Promise<void> {
  makeFolder(home);
  let taken = 0;
  const site = await makeSite(home, terminal.env);
  const findings = await playChaos(site, {
    dice,
    stop,
    most: MISHAPS_PER_SESSION,
    take() {
      if (tally.left === 0) return false;
      tally.left--;
      taken++;
      return true;
    },
    giveBack() {
      tally.left++;
      taken--;
    },
    count: (what) =>
      void tally.counts.set(what, (tally.counts.get(what) ?? 0) + 1),
  });
  if (stop.aborted) return;
  tally.sessions++;
  add(tally, { findings, taken, home });
}

function add(
  tally: Tally,
  { findings, taken, home }: {
    readonly findings: Findings;
    readonly taken: number;
    readonly home: string;
  },
): void {
  const { lost, duplicated, left, broken } = findings;
  tally.lost += lost.length;
  tally.duplicated += duplicated.length;
  tally.processes += left.length;
  tally.broken += broken.length > 0 ? 1 : 0;
  const problems = [...lost, ...duplicated, ...left, ...broken];
  if (problems.length === 0) {
    tally.recovered += taken;
    removeAny(home);
  }
  for (const problem of problems) tally.problems.push(`${home}: ${problem}`);
}

function table(tally: Tally): readonly string[] {
  const { counts, sessions, recovered, duplicated, lost } = tally;
  const kinds = columns(
    [...counts].sort(([, a], [, b]) => b - a)
      .map(([what, count]) => [what, String(count)]),
    [1],
  ).map((line) => `  ${line}`);
  return [
    ...kinds,
    `sessions done ${sessions}`,
    `recovered     ${recovered}`,
    `duplicated    ${duplicated}`,
    `lost          ${lost}`,
    `left running  ${tally.processes}`,
    `broken chains ${tally.broken}`,
  ];
}

function numberOf(call: Call, flag: string): number | undefined {
  const value = text(call, flag);
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new UsageError(`Cannot use "--${flag} ${value}": not a whole number`, {
    hint: `samocode chaos --${flag} 200`,
  });
}
