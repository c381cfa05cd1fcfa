/**
 * The comparison before the end: are tests, checks and their settings those of the approved plan?
 *
 * @module
 */

import type { ActivePlan } from "../session/plan_file.ts";
import { realPath } from "../system/files.ts";
import type { Facts } from "../system/host.ts";
import { counted } from "../workflow/amounts.ts";
import type { ToldFinding } from "../workflow/changes/finding.ts";
import type { RowBodies } from "../workflow/row.ts";
import { outsidePlan } from "../workflow/scope.ts";
import { type Engine, tell } from "./engine.ts";
import { planOf } from "./evidence_read.ts";
import { findChanges, toldFindings } from "./find_changes.ts";
import { knownFacts } from "./known_facts.ts";
import { runOldTests } from "./run_old_tests.ts";

/** What a decision needs to know of it. */
export interface Comparison {
  /** Findings that nobody accepted. */
  readonly open: readonly ToldFinding[];
  readonly outside: readonly string[];
}

type Compared = RowBodies["tests-compared"];

/**
 * Compares and journals what was found; the same two trees are not compared twice.
 *
 * What was interrupted shows nothing: the next run compares again.
 */
export async function compareTests(
  engine: Engine,
): Promise<Comparison | "interrupted"> {
  const { host, store } = engine;
  const facts = await knownFacts(engine);
  const row = known(engine, facts) ?? await compare(engine, facts);
  if (host.interrupted() !== null) return "interrupted";
  if (row !== store.state.compared) {
    await store.append({ kind: "tests-compared", ...row });
    say(engine, row);
  }
  const { accepted } = store.state;
  return {
    open: row.findings.filter(({ key }) => !accepted.includes(key)),
    outside: row.outside ?? [],
  };
}

/** The newest comparison, if it was one of the same things. */
function known({ store, input }: Engine, facts: Facts): Compared | null {
  const before = store.state.compared;
  return before !== null && before.tree !== null &&
      before.tree === facts.tree && before.head === facts.head &&
      before.base === baseOf(store.state) &&
      JSON.stringify(before.checks) === JSON.stringify(input.checks) &&
      (before.skipped === IGNORED) === (input.testChanges === "ignore")
    ? before
    : null;
}

const IGNORED = "TEST_CHANGES=ignore";

async function compare(engine: Engine, facts: Facts): Promise<Compared> {
  const { input, store, host } = engine;
  const { state } = store;
  const base = baseOf(state);
  const common = {
    base,
    head: facts.head,
    tree: facts.tree,
    checks: input.checks,
  };
  const skipped = input.testChanges === "ignore"
    ? IGNORED
    : facts.head === null
    ? "a plain folder: there is nothing to compare with"
    : base === null
    ? "nobody knows the commit that the work began from"
    : null;
  if (skipped !== null || base === null || facts.head === null) {
    const nothing = { findings: [], oldTests: "not run", outside: null };
    return { ...common, ...nothing, skipped };
  }
  const plan = await planOf(engine);
  const { findings, changed } = await findChanges({
    host,
    workingDir: realPath(state.workingDir!),
    base,
    checks: input.checks,
    approvedChecks: state.testBase?.checks ?? null,
    ticked: plan?.plan.ticked ?? 0,
  });
  const old = await runOldTests(engine, { base, head: facts.head, changed });
  return {
    ...common,
    findings: await toldFindings([...findings, ...old.findings]),
    oldTests: old.words,
    outside: outside(changed, plan),
    skipped: null,
  };
}

function outside(
  changed: readonly { readonly path: string }[],
  plan: ActivePlan | null,
): readonly string[] | null {
  return plan === null
    ? null
    : outsidePlan(changed.map(({ path }) => path), plan.plan);
}

function baseOf(
  { testBase, base }: Engine["store"]["state"],
): string | null {
  return testBase?.head ?? base;
}

function say(engine: Engine, { skipped, findings, oldTests }: Compared): void {
  const since = engine.store.state.testBase === null
    ? "the work began"
    : "the plan was approved";
  if (skipped !== null) {
    tell(engine, "tests-compared", {
      level: "warn",
      text:
        `Tests and checks are not compared with those of before: ${skipped}`,
    });
    return;
  }
  tell(engine, "tests-compared", {
    level: findings.length > 0 ? "warn" : "info",
    text: findings.length === 0
      ? `Tests and checks are as they were when ${since}`
      : `${
        counted(findings.length, "change")
      } of tests or checks since ${since}; old tests: ${oldTests}`,
    data: { findings: findings.length },
  });
}
