import { assertEquals, assertStringIncludes } from "@std/assert";
import { decide } from "../../lib/workflow/decide.ts";
import type { Decision } from "../../lib/workflow/decision.ts";
import type { CheckEvidence, Evidence } from "../../lib/workflow/evidence.ts";
import type { Reading, Signal } from "../../lib/workflow/signal.ts";
import { green, nothing, plan, ran, red } from "./facts.ts";
import { full } from "./fixture.ts";

function on(
  phase: string,
  signal: Signal,
  rest: { evidence?: Partial<Evidence>; refusals?: number } = {},
): Decision {
  return decide({
    workflow: full,
    phase,
    refusals: rest.refusals ?? 0,
    reading: { kind: "valid", signal, fenced: true },
    evidence: { ...nothing, ...rest.evidence },
  });
}

interface Case {
  readonly phase: string;
  readonly signal: Signal;
  readonly evidence?: Partial<Evidence>;
  /** Kind, rule and next phase. */
  readonly is: readonly [Decision["kind"], string, string];
}

const cases: readonly Case[] = [
  {
    phase: "investigation",
    signal: { status: "continue" },
    is: ["repeat", "same-phase", "investigation"],
  },
  {
    phase: "investigation",
    signal: { status: "continue", phase: "investigation" },
    is: ["repeat", "same-phase", "investigation"],
  },
  {
    phase: "investigation",
    signal: { status: "continue", phase: "requirements" },
    is: ["advance", "transition", "requirements"],
  },
  {
    phase: "investigation",
    signal: { status: "blocked", reason: "no net" },
    is: ["block", "provider-blocked", "investigation"],
  },
  {
    phase: "requirements",
    signal: { status: "waiting", for: "qa_answers" },
    evidence: { questions: "open" },
    is: ["hold", "waits-qa_answers", "requirements"],
  },
  {
    phase: "requirements",
    signal: { status: "waiting", for: "qa_answers" },
    evidence: { questions: "complete" },
    is: ["repeat", "already-answered", "requirements"],
  },
  {
    phase: "requirements",
    signal: { status: "continue", phase: "investigation" },
    evidence: { questions: "open" },
    is: ["advance", "transition", "investigation"],
  },
  {
    phase: "requirements",
    signal: { status: "continue", phase: "planning" },
    evidence: { questions: "complete" },
    is: ["advance", "transition", "planning"],
  },
  {
    phase: "requirements",
    signal: { status: "continue", phase: "planning" },
    is: ["advance", "transition", "planning"],
  },
  {
    phase: "planning",
    signal: { status: "waiting", for: "plan_approval" },
    evidence: { plan },
    is: ["hold", "waits-plan_approval", "planning"],
  },
  {
    phase: "planning",
    signal: { status: "continue", phase: "requirements" },
    evidence: { plan },
    is: ["advance", "transition", "requirements"],
  },
  {
    phase: "implementation",
    signal: { status: "waiting", for: "human_action", reason: "log in" },
    is: ["hold", "waits-human_action", "implementation"],
  },
  {
    phase: "implementation",
    signal: { status: "continue", phase: "quality" },
    is: ["advance", "transition", "quality"],
  },
  {
    phase: "testing",
    signal: { status: "continue", phase: "done" },
    evidence: { checks: ran(green) },
    is: ["advance", "transition", "done"],
  },
  {
    phase: "testing",
    signal: { status: "continue", phase: "implementation" },
    is: ["advance", "transition", "implementation"],
  },
  {
    phase: "done",
    signal: { status: "done", summary: "all" },
    evidence: { checks: ran(green) },
    is: ["finish", "done", "done"],
  },
];

for (const { phase, signal, evidence = {}, is } of cases) {
  const words = JSON.stringify(signal);
  const facts = JSON.stringify(evidence).slice(0, 60);
  Deno.test(`decide() in ${phase}: ${words} with ${facts} is ${is[0]} by ${is[1]}`, () => {
    const decision = on(phase, signal, { evidence });
    assertEquals([decision.kind, decision.rule, decision.to], is);
    assertEquals(decision.refused, false);
  });
}

Deno.test("decide() repeats the phase with the reason when a signal is refused", () => {
  const decision = on("testing", { status: "continue", phase: "done" }, {
    evidence: { checks: ran(green, red) },
  });
  assertEquals(
    [decision.kind, decision.rule, decision.to, decision.refused],
    ["repeat", "check-red", "testing", true],
  );
  assertStringIncludes(decision.text, "1 failed");
});

Deno.test("decide() blocks when the next reading is refused too", () => {
  const decision = on("investigation", { status: "done" }, { refusals: 1 });
  assertEquals(
    [decision.kind, decision.rule, decision.refused, decision.needs],
    ["block", "done-outside-final", true, "human_decision"],
  );
});

Deno.test("decide() never goes on without a usable signal", () => {
  for (const kind of ["missing", "invalid", "stale"] as const) {
    const reading: Reading = { kind, reason: "why" };
    const decision = decide({
      workflow: full,
      phase: "implementation",
      refusals: 0,
      reading,
      evidence: nothing,
    });
    assertEquals([decision.kind, decision.rule], ["block", "no-signal"]);
  }
});

Deno.test("decide() names the phase behind the gate it holds at", () => {
  const decision = on("planning", { status: "waiting", for: "plan_approval" }, {
    evidence: { plan },
  });
  assertEquals(decision.wait, {
    reason: "plan_approval",
    to: "implementation",
  });
});

Deno.test("decide() blocks when a check fails the third time in the same way", () => {
  const checks: CheckEvidence = {
    kind: "run",
    results: [red],
    sameFailures: 3,
  };
  const decision = on("testing", { status: "continue", phase: "done" }, {
    evidence: { checks },
  });
  assertEquals([decision.kind, decision.rule], ["block", "check-red"]);
  assertStringIncludes(decision.text, "The same failure 3 times");
});
