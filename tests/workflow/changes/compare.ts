/**
 * Compares files that a test writes down.
 *
 * @module
 */

import { type Check } from "../../../lib/workflow/changes/check_targets.ts";
import type { Finding } from "../../../lib/workflow/changes/finding.ts";
import {
  testChanges,
  wantedPaths,
} from "../../../lib/workflow/test_changes.ts";

/** Texts before and after, by path; `null`: no such file. */
export type Files = Readonly<
  Record<string, readonly [string | null, string | null]>
>;

/** What is found in files; those of equal texts only stand there. */
export function found(
  files: Files,
  { checks = [], approvedChecks = null, ticked = 0 }: {
    readonly checks?: readonly (Check | string)[];
    readonly approvedChecks?: readonly Check[] | null;
    readonly ticked?: number;
  } = {},
): readonly Finding[] {
  const commands = checks.map((check) =>
    typeof check === "string" ? { name: "test", command: check } : check
  );
  const all = Object.entries(files);
  const differ = all.filter(([, [before, after]]) => before !== after);
  const id = (text: string | null) => text === null ? null : `100644 ${text}`;
  const changed = differ.map(([path, [before, after]]) => (
    { path, before: id(before), after: id(after) }
  ));
  const scripts = new Map(
    all.flatMap(([path, [before, after]]) =>
      before === after && before !== null ? [[path, before] as const] : []
    ),
  );
  const wanted = wantedPaths({ changed, checks: commands, scripts });
  return testChanges({
    changed,
    versions: differ.filter(([path]) => wanted.includes(path))
      .map(([path, [before, after]]) => ({ path, before, after })),
    checks: commands,
    approvedChecks,
    scripts,
    ticked,
  });
}

/** Names of what is found, each once, sorted. */
export function names(...call: Parameters<typeof found>): readonly string[] {
  return [...new Set(found(...call).map(({ name }) => name))].sort();
}
