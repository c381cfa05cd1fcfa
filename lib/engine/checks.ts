/**
 * Runs the project's checks and journals a receipt for each.
 *
 * @module
 */

import { join } from "@std/path";
import type { CheckResult } from "../workflow/evidence.ts";
import { durationText, logStamp } from "../workflow/timestamps.ts";
import { type Engine, momentOf, tell } from "./engine.ts";

/** Runs all checks in the order of the configuration, up to the first red one; what was interrupted proves nothing. */
export async function runChecks(
  engine: Engine,
): Promise<readonly CheckResult[] | "interrupted"> {
  const { input, host, store } = engine;
  if (input.checks.length === 0) {
    tell(engine, "checks", {
      level: "warn",
      text: "No checks are configured: nothing verifies this step",
      detail: engine.memory.saidNoChecks,
    });
    engine.memory.saidNoChecks = true;
    return [];
  }
  const results: CheckResult[] = [];
  for (const { name, command } of input.checks) {
    const log = `${logStamp(momentOf(engine))}-${
      number(engine)
    }-check-${name}.log`;
    const run = await host.check(name, join(store.paths.logs, log));
    const tree = await host.facts();
    const green = run.exitCode === 0 && !run.timedOut;
    if (!green && host.interrupted() !== null) return "interrupted";
    await store.append({
      kind: "check-ended",
      name,
      command,
      green,
      exitCode: run.exitCode,
      durationMs: run.durationMs,
      log,
      logHash: run.logHash,
      head: tree.head,
      tree: tree.tree,
      failure: green ? "" : failureText(run.tail),
    });
    results.push({
      name,
      command,
      green,
      exitCode: run.exitCode,
      tail: lastLines(run.tail, 40),
      log,
    });
    tell(engine, "check", {
      level: green ? "info" : "warn",
      text: `Check ${name}: ${green ? "green" : "red"} in ${
        durationText(run.durationMs)
      }`,
      data: { name, green, exitCode: run.exitCode },
    });
    if (!green) break;
  }
  return results;
}

function number({ store }: Engine): string {
  return String(store.state.iteration).padStart(3, "0");
}

/** Equal for equal failures: numbers that change from run to run are taken out. */
function failureText(tail: string): string {
  return lastLines(tail, 10).replaceAll(/\d+(\.\d+)?/g, "#").slice(-400);
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
