/**
 * Which changes are outside of the files that a plan is about.
 *
 * @module
 */

import { globToRegExp } from "@std/path";
import type { Plan } from "./plan.ts";

/**
 * Lists the paths that no phase of a plan names; `null` when a phase names no files, so that it may change any.
 *
 * A name without wildcards is a file, or a folder with everything in it.
 *
 * @example
 * ```ts
 * import { parsePlan } from "./plan.ts";
 * import { outsidePlan } from "./scope.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const plan = parsePlan(
 *   "## Implementation Phases\n### Phase 1: A\n**Files:** `src/?.ts`, `docs`\n- [ ] a",
 * );
 * const paths = ["src/a.ts", "docs/a/b.md", "src/a/b.ts", "ci.yml"];
 * assertEquals(outsidePlan(paths, plan), ["src/a/b.ts", "ci.yml"]);
 * ```
 */
export function outsidePlan(
  paths: readonly string[],
  { phases }: Plan,
): readonly string[] | null {
  if (phases.length === 0 || phases.some(({ files }) => files.length === 0)) {
    return null;
  }
  const globs = phases.flatMap(({ files }) => files).map((glob) =>
    glob.replace(/^\.?\//, "").replace(/\/+$/, "")
  );
  const patterns = globs.map((glob) => globToRegExp(glob));
  return paths.filter((path) =>
    !globs.some((glob) => path.startsWith(`${glob}/`)) &&
    !patterns.some((pattern) => pattern.test(path))
  );
}
