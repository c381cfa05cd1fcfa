/**
 * Work that goes round in circles, seen by what it leads to.
 *
 * @module
 */

/** What an iteration led to. */
export interface ProgressMark {
  readonly phase: string;
  /** Id of the tree that all files make, committed or not. */
  readonly tree: string;
  /** Names of the checks that were red. */
  readonly failing: readonly string[];
  /** Ticked tasks of the plan; `null`: no plan. */
  readonly ticked: number | null;
}

/**
 * Tells in words what goes round in circles; `null`: nothing does.
 *
 * Three equal marks in a row are a standstill; two that take turns twice are the same thing done and undone.
 *
 * @param marks The newest one last.
 *
 * @example
 * ```ts
 * import { cycleText } from "./cycles.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const at = (tree: string) => (
 *   { phase: "implementation", tree, failing: [], ticked: 1 }
 * );
 * assert(cycleText([at("a"), at("b"), at("a"), at("b")]) !== null);
 * assert(cycleText([at("a"), at("a"), at("a")]) !== null);
 * assertEquals(cycleText([at("a"), at("b"), at("a"), at("c")]), null);
 * ```
 */
export function cycleText(marks: readonly ProgressMark[]): string | null {
  const keys = marks.map(keyOf);
  const [a, b, c, d] = keys.slice(-4);
  const last = marks.at(-1);
  if (last === undefined) return null;
  const [x, y, z] = keys.slice(-3);
  if (z !== undefined && x === y && y === z) {
    return `Three iterations of "${last.phase}" ended with the very same files (${
      stateWords(last)
    }). Nothing moves.`;
  }
  if (d !== undefined && a === c && b === d && a !== b) {
    return `The last four iterations took turns between two states of the files (${
      stateWords(marks.at(-2)!)
    }, and ${stateWords(last)}). The same thing is done and undone.`;
  }
  return null;
}

function keyOf(mark: ProgressMark): string {
  const { phase, tree, failing, ticked } = mark;
  return JSON.stringify([phase, tree, [...failing].sort(), ticked]);
}

function stateWords({ tree, failing, ticked }: ProgressMark): string {
  return [
    `tree ${tree.slice(0, 10)}`,
    failing.length === 0 ? "no red check" : `red: ${failing.join(", ")}`,
    ...(ticked === null ? [] : [`${ticked} tasks ticked`]),
  ].join(", ");
}
