import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Evidence } from "../../lib/workflow/evidence.ts";
import {
  type Refusal,
  refuseSignal,
} from "../../lib/workflow/refuse_signal.ts";
import type { Signal } from "../../lib/workflow/signal.ts";
import { phaseOf } from "../../lib/workflow/table.ts";
import { nothing, plan, ran, red } from "./facts.ts";
import { full } from "./fixture.ts";

function refusal(
  name: string,
  signal: Signal,
  evidence: Partial<Evidence> = {},
): Refusal | null {
  const phase = phaseOf(full, name);
  assert(phase !== undefined);
  return refuseSignal(signal, {
    workflow: full,
    phase,
    evidence: { ...nothing, ...evidence },
  });
}

function goOn(phase: string): Signal {
  return { status: "continue", phase };
}

function waits(reason?: Signal["for"], phase?: string): Signal {
  return {
    status: "waiting",
    ...(reason === undefined ? {} : { for: reason }),
    ...(phase === undefined ? {} : { phase }),
  };
}

const open = { questions: "open" } as const;
const failed = { checks: ran(red) };

/** Phase, signal, evidence → rule. */
const cases: readonly [string, Signal, Partial<Evidence>, string][] = [
  ["investigation", goOn("done"), {}, "transition-not-allowed"],
  ["investigation", goOn("bogus"), {}, "unknown-phase"],
  ["investigation", goOn("constructor"), {}, "unknown-phase"],
  ["investigation", { status: "done" }, {}, "done-outside-final"],
  ["investigation", waits("qa_answers"), {}, "status-not-allowed"],
  [
    "quality",
    { status: "blocked", phase: "done" },
    {},
    "blocked-changes-phase",
  ],
  ["requirements", waits(), open, "wait-without-reason"],
  ["requirements", waits("plan_approval"), open, "wait-foreign"],
  [
    "requirements",
    waits("qa_answers", "planning"),
    open,
    "waiting-changes-phase",
  ],
  ["requirements", waits("qa_answers"), {}, "wait-without-questions"],
  ["requirements", goOn("planning"), open, "answers-open"],
  ["planning", goOn("implementation"), { plan }, "gate-closed"],
  ["planning", waits("plan_approval"), {}, "gate-without-plan"],
  [
    "planning",
    waits("plan_approval", "implementation"),
    { plan },
    "waiting-changes-phase",
  ],
  ["testing", goOn("done"), failed, "check-red"],
  ["done", { status: "done" }, failed, "check-red"],
  ["done", { status: "continue" }, {}, "status-not-allowed"],
];

for (const [phase, signal, evidence, rule] of cases) {
  const words = JSON.stringify(signal);
  const facts = JSON.stringify(evidence).slice(0, 60);
  Deno.test(`refuseSignal() in ${phase}: ${words} with ${facts} is against ${rule}`, () => {
    assertEquals(refusal(phase, signal, evidence)?.rule, rule);
  });
}

Deno.test("refuseSignal() says what was found and the next step", () => {
  const text = refusal("planning", goOn("implementation"), { plan })!.text;
  assertStringIncludes(text, '"planning"');
  assertStringIncludes(text, 'Signal "waiting" for "plan_approval"');
});

Deno.test("refuseSignal() offers the way back when a check is red", () => {
  const text = refusal("testing", goOn("done"), failed)!.text;
  assertStringIncludes(text, "implementation");
  assertStringIncludes(text, "1 failed");
  assertStringIncludes(text, "exit 2");
});

Deno.test("refuseSignal() allows no step over uncommitted changes", () => {
  const found = refusal("testing", goOn("done"), {
    checks: { kind: "dirty", paths: ["a.ts", "b.ts"] },
  });
  assertEquals(found?.rule, "uncommitted-changes");
  assertStringIncludes(found!.text, "a.ts, b.ts");
});
