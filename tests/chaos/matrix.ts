/**
 * All steps of a session, each with all faults, and what becomes of it.
 *
 * @module
 */

import { engineInput } from "../engine/stage.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { type FixedInput, playSession } from "./session.ts";
import type { Orphan } from "./world.ts";

/** Figures of one fault. */
export interface MatrixRow {
  readonly fault: Fault;
  readonly orphan: Orphan;
  recovered: number;
  duplicated: number;
  lost: number;
  /** The session took another way and had no such step. */
  unreached: number;
}

/** Everything that was found. */
export interface Matrix {
  readonly steps: number;
  readonly rows: readonly MatrixRow[];
  /** What was not recovered, one line each. */
  readonly failures: readonly string[];
}

/** What is played. */
export interface MatrixOptions {
  readonly home: string;
  readonly input: FixedInput;
  /** Every how-manieth step; all unless more than 1. */
  readonly every: number;
  /** The first step to be played. */
  readonly from?: number;
}

/** Plays them all; `say` hears of the progress. */
export async function playAll(
  { home, input, every, from = 0 }: MatrixOptions,
  say: (line: string) => void = () => {},
): Promise<Matrix> {
  const failures: string[] = [];
  const rows: MatrixRow[] = [];
  const whole = await playSession(null, { home, orphan: "ended", input });
  if (whole.verdict.kind !== "recovered") {
    failures.push(`without a fault: ${whole.verdict.problems.join("; ")}`);
    return { steps: whole.steps.length, rows, failures };
  }
  for (const orphan of ["ended", "worksOn"] as const) {
    for (const fault of FAULTS) {
      const row = {
        fault,
        orphan,
        recovered: 0,
        duplicated: 0,
        lost: 0,
        unreached: 0,
      };
      rows.push(row);
      say(`${fault}, provider ${orphan}: ${whole.steps.length} steps`);
      for (let at = from; at < whole.steps.length; at += every) {
        const plan = { at, fault };
        const { verdict, happened, steps } = await playSession(plan, {
          home,
          orphan,
          input,
        });
        row[verdict.kind]++;
        if (!happened) row.unreached++;
        if (verdict.kind === "recovered") continue;
        const failure = `${verdict.kind}: ${fault} step ${at} (${
          steps[at]
        }), provider ${orphan}: ${verdict.problems.join("; ")}`;
        failures.push(failure);
        say(failure);
      }
    }
  }
  return { steps: whole.steps.length, rows, failures };
}

/** The input of every run. */
export async function fixedInput(): Promise<FixedInput> {
  return {
    ...await engineInput({ session: "", mainRepo: "" }),
    retryDelayMs: 1_000,
    checks: [{ name: "TEST", command: "deno test" }],
  };
}

/** A folder in memory, where there is one: flushing costs nothing there. */
export async function roomInMemory(): Promise<Deno.MakeTempOptions> {
  try {
    await Deno.stat("/dev/shm");
    return { dir: "/dev/shm", prefix: "samocode-chaos-" };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
