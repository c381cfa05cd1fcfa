import { assertEquals, assertStringIncludes } from "@std/assert";
import { decide } from "../../lib/workflow/decide.ts";
import type { Decision } from "../../lib/workflow/decision.ts";
import type {
  CheckEvidence,
  CheckResult,
  Evidence,
} from "../../lib/workflow/evidence.ts";
import type { Reading, Signal } from "../../lib/workflow/signal.ts";
import { full } from "./fixture.ts";

const nothing: Evidence = { questions: "none", plan: null, checks: null };
const plan = { file: "p.md", hash: "h", ticked: 0, all: 3 };
const green = {
  name: "test",
  command: "make test",
  green: true,
  exitCode: 0,
  tail: "",
  log: "c.log",
};
const red = { ...green, green: false, exitCode: 2, tail: "1 failed" };

function ran(...results: readonly CheckResult[]): CheckEvidence {
  return { kind: "run", results, sameFailures: 1 };
}

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

/** phase, signal, evidence → decision, rule, next phase */
const cases: readonly [
  string,
  Signal,
  Partial<Evidence>,
  Decision["kind"],
  string,
  string,
][] = [
  [
    "investigation",
    { status: "continue" },
    {},
    "repeat",
    "same-phase",
    "investigation",
  ],
  [
    "investigation",
    { status: "continue", phase: "investigation" },
    {},
    "repeat",
    "same-phase",
    "investigation",
  ],
  [
    "investigation",
    { status: "continue", phase: "requirements" },
    {},
    "advance",
    "transition",
    "requirements",
  ],
  [
    "investigation",
    { status: "continue", phase: "done" },
    {},
    "repeat",
    "transition-not-allowed",
    "investigation",
  ],
  [
    "investigation",
    { status: "continue", phase: "bogus" },
    {},
    "repeat",
    "unknown-phase",
    "investigation",
  ],
  [
    "investigation",
    { status: "continue", phase: "constructor" },
    {},
    "repeat",
    "unknown-phase",
    "investigation",
  ],
  [
    "investigation",
    { status: "done" },
    {},
    "repeat",
    "done-outside-final",
    "investigation",
  ],
  [
    "investigation",
    { status: "waiting", for: "qa_answers" },
    {},
    "repeat",
    "status-not-allowed",
    "investigation",
  ],
  [
    "investigation",
    { status: "blocked", reason: "no net" },
    {},
    "block",
    "provider-blocked",
    "investigation",
  ],
  [
    "quality",
    { status: "blocked", phase: "done" },
    {},
    "repeat",
    "blocked-changes-phase",
    "quality",
  ],
  [
    "requirements",
    { status: "waiting" },
    { questions: "open" },
    "repeat",
    "wait-without-reason",
    "requirements",
  ],
  [
    "requirements",
    { status: "waiting", for: "plan_approval" },
    { questions: "open" },
    "repeat",
    "wait-foreign",
    "requirements",
  ],
  [
    "requirements",
    { status: "waiting", for: "qa_answers", phase: "planning" },
    { questions: "open" },
    "repeat",
    "waiting-changes-phase",
    "requirements",
  ],
  [
    "requirements",
    { status: "waiting", for: "qa_answers" },
    {},
    "repeat",
    "wait-without-questions",
    "requirements",
  ],
  [
    "requirements",
    { status: "waiting", for: "qa_answers" },
    { questions: "open" },
    "hold",
    "waits-qa_answers",
    "requirements",
  ],
  [
    "requirements",
    { status: "waiting", for: "qa_answers" },
    { questions: "complete" },
    "repeat",
    "already-answered",
    "requirements",
  ],
  [
    "requirements",
    { status: "continue", phase: "planning" },
    { questions: "open" },
    "repeat",
    "answers-open",
    "requirements",
  ],
  [
    "requirements",
    { status: "continue", phase: "investigation" },
    { questions: "open" },
    "advance",
    "transition",
    "investigation",
  ],
  [
    "requirements",
    { status: "continue", phase: "planning" },
    { questions: "complete" },
    "advance",
    "transition",
    "planning",
  ],
  [
    "requirements",
    { status: "continue", phase: "planning" },
    {},
    "advance",
    "transition",
    "planning",
  ],
  [
    "planning",
    { status: "continue", phase: "implementation" },
    { plan },
    "repeat",
    "gate-closed",
    "planning",
  ],
  [
    "planning",
    { status: "waiting", for: "plan_approval" },
    {},
    "repeat",
    "gate-without-plan",
    "planning",
  ],
  [
    "planning",
    { status: "waiting", for: "plan_approval" },
    { plan },
    "hold",
    "waits-plan_approval",
    "planning",
  ],
  [
    "planning",
    { status: "waiting", for: "plan_approval", phase: "implementation" },
    { plan },
    "repeat",
    "waiting-changes-phase",
    "planning",
  ],
  [
    "planning",
    { status: "continue", phase: "requirements" },
    { plan },
    "advance",
    "transition",
    "requirements",
  ],
  [
    "implementation",
    { status: "waiting", for: "human_action", reason: "log in" },
    {},
    "hold",
    "waits-human_action",
    "implementation",
  ],
  [
    "implementation",
    { status: "continue", phase: "quality" },
    {},
    "advance",
    "transition",
    "quality",
  ],
  [
    "testing",
    { status: "continue", phase: "done" },
    { checks: ran(green) },
    "advance",
    "transition",
    "done",
  ],
  [
    "testing",
    { status: "continue", phase: "done" },
    { checks: ran(green, red) },
    "repeat",
    "check-red",
    "testing",
  ],
  [
    "testing",
    { status: "continue", phase: "implementation" },
    {},
    "advance",
    "transition",
    "implementation",
  ],
  [
    "done",
    { status: "done", summary: "all" },
    { checks: ran(green) },
    "finish",
    "done",
    "done",
  ],
  [
    "done",
    { status: "done" },
    { checks: ran(red) },
    "repeat",
    "check-red",
    "done",
  ],
  ["done", { status: "continue" }, {}, "repeat", "status-not-allowed", "done"],
];

for (const [phase, signal, evidence, kind, rule, to] of cases) {
  const words = JSON.stringify(signal);
  const facts = JSON.stringify(evidence).slice(0, 60);
  Deno.test(`decide() in ${phase}: ${words} with ${facts} is ${kind} by ${rule}`, () => {
    const decision = on(phase, signal, { evidence });
    assertEquals(
      [decision.kind, decision.rule, decision.to],
      [kind, rule, to],
    );
    const refusedRules = kind === "repeat" &&
      !["same-phase", "already-answered"].includes(rule);
    assertEquals(decision.refused, refusedRules);
  });
}

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

Deno.test("decide() says the rule, what was found and the next step", () => {
  const { text } = on("planning", {
    status: "continue",
    phase: "implementation",
  }, { evidence: { plan } });
  assertStringIncludes(text, '"planning"');
  assertStringIncludes(text, 'Signal "waiting" for "plan_approval"');
});

Deno.test("decide() offers the way back when a check is red", () => {
  const { text } = on("testing", { status: "continue", phase: "done" }, {
    evidence: { checks: ran(red) },
  });
  assertStringIncludes(text, "implementation");
  assertStringIncludes(text, "1 failed");
  assertStringIncludes(text, "exit 2");
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

Deno.test("decide() takes no step over uncommitted changes", () => {
  const decision = on("testing", { status: "continue", phase: "done" }, {
    evidence: { checks: { kind: "dirty", paths: ["a.ts", "b.ts"] } },
  });
  assertEquals([decision.rule, decision.refused], [
    "uncommitted-changes",
    true,
  ]);
  assertStringIncludes(decision.text, "a.ts, b.ts");
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
