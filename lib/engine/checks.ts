/**
 * Runs the project's checks and journals a receipt for each.
 *
 * @module
 */

import { join } from "@std/path";
import type { Facts } from "../system/host.ts";
import { lastLines } from "../workflow/check_output.ts";
import { checkRow } from "../workflow/check_row.ts";
import type { CheckEvidence, CheckResult } from "../workflow/evidence.ts";
import type { CheckReceipt } from "../workflow/state.ts";
import { durationText, logStamp } from "../workflow/timestamps.ts";
import { type Engine, momentOf, tell } from "./engine.ts";
import { knownFacts } from "./known_facts.ts";

/**
 * Runs the checks in the order of the configuration, up to the first red one; none on a tree with uncommitted changes.
 *
 * What was interrupted proves nothing: the next run checks again.
 */
export async function runChecks(
  engine: Engine,
): Promise<CheckEvidence | "interrupted"> {
  const { input } = engine;
  const facts = await knownFacts(engine);
  if (facts.head === null) sayOnce(engine, "plain");
  if (facts.dirty) return { kind: "dirty", paths: facts.changed };
  if (input.checks.length === 0) sayOnce(engine, "none");
  const results: CheckResult[] = [];
  let sameFailures = 0;
  for (const check of input.checks) {
    const result = greenBefore(engine, { check, facts }) ??
      await runCheck(engine, { check, facts });
    if (result === "interrupted") return result;
    results.push(result);
    if (result.green) continue;
    sameFailures = receiptOf(engine, check.name)?.sameFailures ?? 1;
    break;
  }
  return { kind: "run", results, sameFailures };
}

interface Step {
  readonly check: { readonly name: string; readonly command: string };
  readonly facts: Facts;
}

/** A check that was green on this very tree is not run again. */
function greenBefore(
  engine: Engine,
  { check, facts }: Step,
): CheckResult | null {
  const receipt = receiptOf(engine, check.name);
  if (
    facts.tree === null || receipt?.green !== true ||
    receipt.tree !== facts.tree || receipt.command !== check.command
  ) return null;
  tell(engine, "check", {
    text: `Check ${check.name}: green already on this tree`,
    detail: true,
  });
  return { ...check, green: true, exitCode: 0, tail: "", log: receipt.log };
}

async function runCheck(
  engine: Engine,
  { check, facts }: Step,
): Promise<CheckResult | "interrupted"> {
  const { host, store } = engine;
  const { name, command } = check;
  const number = String(store.state.iteration).padStart(3, "0");
  const log = `${logStamp(momentOf(engine))}-${number}-check-${name}.log`;
  const run = await host.check(name, join(store.paths.logs, log));
  const row = checkRow(check, { log, run, facts });
  const { green, exitCode } = row;
  if (!green && host.interrupted() !== null) return "interrupted";
  await store.append(row);
  tell(engine, "check", {
    level: green ? "info" : "warn",
    text: `Check ${name}: ${green ? "green" : "red"} in ${
      durationText(run.durationMs)
    }`,
    data: { name, green, exitCode },
  });
  return {
    name,
    command,
    green,
    exitCode,
    tail: lastLines(run.tail, 40),
    log,
  };
}

function receiptOf(
  { store }: Engine,
  name: string,
): CheckReceipt | undefined {
  const { checks } = store.state;
  return Object.hasOwn(checks, name) ? checks[name] : undefined;
}

function sayOnce(engine: Engine, what: "none" | "plain"): void {
  const { memory } = engine;
  if (memory.said.has(what)) return;
  memory.said.add(what);
  tell(engine, "checks", {
    level: "warn",
    text: what === "none"
      ? "No checks are configured: nothing verifies this step"
      : "A plain folder: rules about branch and committed work are off",
  });
}
