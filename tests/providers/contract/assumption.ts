/**
 * What an adapter takes for granted about its program, each thing with a trial.
 *
 * @module
 */

import { type Bench, withBench } from "../bench.ts";
import type { Installed } from "../install.ts";

/** One thing that is taken for granted. */
export interface Assumption {
  /** A sentence. */
  readonly text: string;
  /** Throws when it does not hold. */
  readonly trial: (bench: Bench) => Promise<void>;
}

/** What came of a trial. */
export interface Verdict {
  readonly text: string;
  /** What is the case instead; `null`: it holds. */
  readonly instead: string | null;
}

/** Tries all of them, a few at once, each at a bench of its own; in their order. */
export async function tryAll(
  assumptions: readonly Assumption[],
  { installed, atOnce }: {
    readonly installed: Installed;
    readonly atOnce: number;
  },
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const rest = assumptions.entries();
  const worker = async () => {
    for (const [i, { text, trial }] of rest) {
      verdicts[i] = { text, instead: await failureOf(installed, trial) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return verdicts;
}

async function failureOf(
  installed: Installed,
  trial: Assumption["trial"],
): Promise<string | null> {
  try {
    await withBench(installed, trial);
    return null;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}
