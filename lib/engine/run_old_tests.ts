/**
 * Runs the tests of the approved plan against the work, where they are not the same any more.
 *
 * @module
 */

import { basename, join } from "@std/path";
import type { CheckRun, OldCheck } from "../system/host.ts";
import { type Finding, finding } from "../workflow/changes/finding.ts";
import { type ChangedPath, oldTestPaths } from "../workflow/test_changes.ts";
import { durationText, logStamp } from "../workflow/timestamps.ts";
import { type Engine, momentOf, tell } from "./engine.ts";

/** What came of it. */
export interface OldTests {
  readonly findings: readonly Finding[];
  /** For a person, one line. */
  readonly words: string;
}

/** Runs the checks in a scratch worktree with the old tests in it; without a check, or a change of old tests, nothing is run. */
export async function runOldTests(
  engine: Engine,
  { base, head, changed }: {
    readonly base: string;
    readonly head: string;
    readonly changed: readonly ChangedPath[];
  },
): Promise<OldTests> {
  const { host, input, store } = engine;
  const paths = oldTestPaths(changed);
  if (paths.length === 0) {
    return none("not run: no test that was there is changed");
  }
  if (input.checks.length === 0) {
    return none("not run: no checks are configured");
  }
  tell(engine, "old-tests", {
    text: `Running the checks with the tests of ${base.slice(0, 10)}`,
  });
  const number = String(store.state.iteration).padStart(3, "0");
  const log = (what: string) =>
    join(
      store.paths.logs,
      `${logStamp(momentOf(engine))}-${number}-old-tests-${what}.log`,
    );
  const run = await host.checkOld({
    base,
    head,
    paths,
    checks: input.checks.map(({ name }) => ({
      name,
      log: log(name),
      controlLog: log(`${name}-control`),
    })),
    setupLog: log("setup"),
  });
  if ("problem" in run) return none(`could not be run: ${run.problem}`);
  const red = run.results.find(({ control }) => control !== null);
  if (red === undefined) {
    return none(`green, in ${durationText(totalMs(run.results))}`);
  }
  const { name, old, control } = red;
  if (control !== null && !isGreen(control)) {
    return none(
      `could not be compared: check ${name} is red in a scratch worktree with the tests of now, too`,
    );
  }
  const ids = changed.filter(({ path }) => paths.includes(path));
  return {
    words: `red: check ${name}, log _logs/${basename(log(name))}`,
    findings: [finding("old-tests-fail", {
      text: `check ${name} is red with the tests of ${base.slice(0, 10)}: ${
        lastLine(old.tail)
      }`,
      // Output differs from run to run; which tests they are does not.
      content: JSON.stringify([name, ids]),
    })],
  };
}

function none(words: string): OldTests {
  return { findings: [], words };
}

function isGreen({ exitCode, timedOut }: CheckRun): boolean {
  return exitCode === 0 && !timedOut;
}

function totalMs(results: readonly OldCheck[]): number {
  return results.reduce((sum, { old }) => sum + old.durationMs, 0);
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").slice(-3).join(" ");
}
