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
 *   broken: 1,
 * });
 * ```
 */
export function readHistory(text: string): History {
  const counts = new Map<string, number>();
  let iterations = 0;
  let broken = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const row = parseObject(line);
    if (row === null) broken++;
    // A change of the profile, no run of a provider.
    if (row === null || row["status"] === "escalation") continue;
    iterations++;
    const phase = "v" in row ? row["source_phase"] : row["phase"];
    if (typeof phase !== "string" || phase.trim() === "") continue;
    const name = phase.trim().toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { phaseIterations: Object.fromEntries(counts), iterations, broken };
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
