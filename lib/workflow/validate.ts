/**
 * Whether the phases of a workflow fit together.
 *
 * @module
 */

import { nearNames } from "./names.ts";
import type { Phase, Workflow } from "./table.ts";
import { TEST_CHANGES } from "./test_gate.ts";

/**
 * Lists everything that keeps a workflow from being run; empty when it is sound.
 *
 * @param options.skills Names of the skill folders that there are.
 *
 * @example
 * ```ts
 * import { parseWorkflow } from "./front_matter.ts";
 * import { validateWorkflow } from "./validate.ts";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const reading = parseWorkflow(
 *   "---\nversion: 1\nstart: a\nphases: { a: { signals: [continue], limit: 1 } }\n---\nX",
 *   "x",
 * );
 * assert(reading.kind === "ok");
 * assertEquals(validateWorkflow(reading.workflow, { skills: ["a"] }), [
 *   'no final phase can be reached from the start "a"',
 * ]);
 * ```
 */
export function validateWorkflow(
  workflow: Workflow,
  { skills }: { readonly skills: readonly string[] },
): readonly string[] {
  const names = Object.keys(workflow.phases);
  const problems: string[] = [];
  const known = (name: string) => names.includes(name);
  if (!known(workflow.start)) {
    problems.push(`the start is no phase${hint(workflow.start, names)}`);
  }
  for (const phase of Object.values(workflow.phases)) {
    const own = [
      ...nameProblems(phase, names),
      ...gateProblems(phase, names),
      ...signalProblems(phase),
      ...finalProblems(phase),
    ];
    if (!skills.includes(phase.skill)) {
      own.push(`there is no skill${hint(phase.skill, skills)}`);
    }
    if (!Number.isSafeInteger(phase.limit) || phase.limit < 1) {
      own.push(`"limit" is ${phase.limit}, not a whole number from 1`);
    }
    problems.push(...own.map((text) => `phase "${phase.name}": ${text}`));
  }
  // Ways lead nowhere sure while a name is wrong, so that would only repeat it.
  if (known(workflow.start)) problems.push(...wayProblems(workflow));
  return problems;
}

function nameProblems(
  { name, next, back }: Phase,
  names: readonly string[],
): readonly string[] {
  const problems: string[] = [];
  if (name === "init") {
    problems.push(
      'the name is reserved: "init" means that nothing is prepared',
    );
  }
  for (const target of next) {
    if (!names.includes(target)) {
      problems.push(`"next" has no phase${hint(target, names)}`);
    } else if (target === name) {
      problems.push('"next" has the phase itself, staying is always allowed');
    }
  }
  for (const target of back) {
    if (!next.includes(target)) {
      problems.push(`"back" has "${target}", which is not in "next"`);
    }
  }
  return problems;
}

function gateProblems(
  { gate, next, back, waits }: Phase,
  names: readonly string[],
): readonly string[] {
  if (gate === null) return [];
  const problems: string[] = [];
  if (!waits.includes(gate.reason)) {
    problems.push(`the gate's reason "${gate.reason}" is not in "waits"`);
  }
  if (!next.includes(gate.to)) {
    problems.push(`the gate leads to "${gate.to}", which is not in "next"`);
  } else if (back.includes(gate.to)) {
    problems.push(`the gate leads to "${gate.to}", which is in "back"`);
  }
  if (!names.includes(gate.onReject)) {
    problems.push(
      `the gate's "onReject" is no phase${hint(gate.onReject, names)}`,
    );
  }
  return problems;
}

function signalProblems({ signals, waits }: Phase): readonly string[] {
  const waiting = signals.includes("waiting");
  if (waits.includes(TEST_CHANGES)) {
    return [`the wait "${TEST_CHANGES}" is the host's own`];
  }
  if (signals.length === 0) return ['"signals" is empty'];
  if (waits.length > 0 && !waiting) {
    return ['"waits" needs the signal "waiting"'];
  }
  if (waiting && waits.length === 0) {
    return ['the signal "waiting" needs "waits"'];
  }
  return [];
}

function finalProblems({ final, signals, next }: Phase): readonly string[] {
  const done = signals.includes("done");
  if (!final) {
    return done ? ['the signal "done" is for final phases only'] : [];
  }
  return [
    ...(done ? [] : ['a final phase needs the signal "done"']),
    ...(next.length === 0 ? [] : ['a final phase has no "next"']),
  ];
}

function wayProblems({ start, phases }: Workflow): readonly string[] {
  const all = Object.values(phases);
  const reached = closure([start], (name) => {
    const phase = all.find((one) => one.name === name);
    return phase === undefined ? [] : targets(phase);
  });
  const finals = all.filter(({ final }) => final).map(({ name }) => name);
  const ending = closure(
    finals,
    (name) =>
      all.filter((phase) => targets(phase).includes(name))
        .map((phase) => phase.name),
  );
  const lost = all.filter(({ name }) => !reached.has(name)).map(({ name }) =>
    `phase "${name}": it cannot be reached from the start "${start}"`
  );
  if (!ending.has(start)) {
    return [...lost, `no final phase can be reached from the start "${start}"`];
  }
  const stuck = all
    .filter(({ name }) => reached.has(name) && !ending.has(name))
    .map(({ name }) =>
      `phase "${name}": no final phase can be reached from it`
    );
  return [...lost, ...stuck];
}

function targets({ next, gate }: Phase): readonly string[] {
  return gate === null ? next : [...next, gate.to, gate.onReject];
}

function closure(
  from: readonly string[],
  step: (name: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set(from);
  // A set hands out what is added while it is walked.
  for (const name of seen) for (const next of step(name)) seen.add(next);
  return seen;
}

function hint(name: string, names: readonly string[]): string {
  const near = nearNames(name, names, 1)[0];
  return ` "${name}"` +
    (near === undefined ? "" : `, did you mean "${near}"?`);
}
