/**
 * The part of a report about tests and checks: what the journal has, or a comparison made now.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { findChanges, toldFindings } from "../../engine/find_changes.ts";
import type { ActivePlan } from "../../session/plan_file.ts";
import { changedSince, diffSince } from "../../system/changes.ts";
import { isFolder, realPath } from "../../system/files.ts";
import { treeFacts } from "../../system/git_facts.ts";
import type { Facts } from "../../system/host.ts";
import type { ToldFinding } from "../../workflow/changes/finding.ts";
import { outsidePlan } from "../../workflow/scope.ts";
import type { SessionState } from "../../workflow/state.ts";
import type { ReviewTests } from "./review.ts";

/** What was found, and what git says of the working folder now. */
export interface TestsPart {
  readonly tests: ReviewTests;
  /** `null`: there is no working folder. */
  readonly facts: Facts | null;
}

/** Compares HEAD with the commit of the approved plan, unless the journal has that comparison already. */
export async function testsPart(
  { state, plan, workingDir, config }: {
    readonly state: SessionState;
    readonly plan: ActivePlan | null;
    readonly workingDir: string;
    readonly config: Config;
  },
): Promise<TestsPart> {
  if (!isFolder(workingDir)) {
    return { facts: null, tests: not("the working folder is missing") };
  }
  const folder = realPath(workingDir);
  const facts = await treeFacts(folder);
  const base = state.testBase?.head ?? state.base;
  const why = config.testChanges === "ignore"
    ? "TEST_CHANGES=ignore in .samocode: nobody looks at what is done to tests"
    : facts.head === null
    ? "a plain folder: there is nothing to compare with"
    : base === null
    ? "nobody knows the commit that the work began from"
    : null;
  if (why !== null || base === null || facts.head === null) {
    return { facts, tests: not(why ?? "") };
  }
  const known = state.compared?.head === facts.head &&
      state.compared.base === base && state.compared.skipped === null
    ? state.compared
    : null;
  const since = `${base.slice(0, 10)}..${facts.head.slice(0, 10)}`;
  const words = state.testBase?.approved
    ? `${since}, since the plan was approved`
    : `${since}, since the work began`;
  if (known !== null) {
    const { findings, oldTests, outside } = known;
    return {
      facts,
      tests: { words, findings: shown(findings, state), oldTests, outside },
    };
  }
  const found = await findChanges({
    host: {
      changes: (base) => changedSince(folder, base),
      diff: (base, paths) => diffSince(folder, { base, paths }),
    },
    workingDir: folder,
    base,
    checks: config.checks,
    approvedChecks: state.testBase?.checks ?? null,
    ticked: plan?.plan.ticked ?? 0,
  });
  const paths = found.changed.map(({ path }) => path);
  return {
    facts,
    tests: {
      words,
      findings: shown(await toldFindings(found.findings), state),
      oldTests: "not run on this commit yet",
      outside: plan === null ? null : outsidePlan(paths, plan.plan),
    },
  };
}

function not(why: string): ReviewTests {
  return {
    words: `not compared: ${why}`,
    findings: [],
    oldTests: "not run",
    outside: null,
  };
}

function shown(
  findings: readonly ToldFinding[],
  { accepted }: SessionState,
): ReviewTests["findings"] {
  return findings.map(({ name, file, line, text, key }) => ({
    name,
    place: file === null ? "" : `${file}${line === null ? "" : `:${line}`}`,
    text,
    accepted: accepted.includes(key),
  }));
}
