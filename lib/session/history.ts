/**
 * The predecessor's record of signals, `_signal_history.jsonl`; read once, never written.
 *
 * @module
 */

/** What the record says of the iterations. */
export interface History {
  /** Iterations of each phase, by its name in lower case; refused ones count. */
  readonly phaseIterations: Readonly<Record<string, number>>;
  /** All iterations, those of no phase too. */
  readonly iterations: number;
  /** Phases in the order they were entered in, in lower case; none follows on itself. */
  readonly visited: readonly string[];
  /** Lines that could not be read. */
  readonly broken: number;
}

/**
 * Counts the iterations in a record, whose rows have one of two shapes; never throws.
 *
 * @example
 * ```ts
 * import { readHistory } from "./history.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"phase": "testing"}\n{"v": 2, "source_phase": "Testing"}\n{';
 * assertEquals(readHistory(text), {
 *   phaseIterations: { testing: 2 },
 *   iterations: 2,
 *   visited: ["testing"],
 *   broken: 1,
 * });
 * ```
 */
export function readHistory(text: string): History {
  const counts = new Map<string, number>();
  const visited: string[] = [];
  let iterations = 0;
  let broken = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const row = parseObject(line);
    if (row === null) broken++;
    // A change of the profile, no run of a provider.
    if (row === null || row["status"] === "escalation") continue;
    iterations++;
    const name = phaseName("v" in row ? row["source_phase"] : row["phase"]);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    const to = row["accepted"] === true ? phaseName(row["target_phase"]) : null;
    for (const phase of [name, to]) {
      if (phase !== null && phase !== visited.at(-1)) visited.push(phase);
    }
  }
  const phaseIterations = Object.fromEntries(counts);
  return { phaseIterations, iterations, visited, broken };
}

function phaseName(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return value.trim().toLowerCase() || null;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Readonly<Record<string, unknown>>
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
