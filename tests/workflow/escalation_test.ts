import { assertEquals } from "@std/assert";
import type { Decision } from "../../lib/workflow/decision.ts";
import { escalate } from "../../lib/workflow/escalation.ts";
import type { CheckEvidence } from "../../lib/workflow/evidence.ts";

const step = { from: "standard", to: "strong" };
const blocked: Decision = {
  kind: "block",
  rule: "provider-blocked",
  from: "testing",
  to: "testing",
  refused: false,
  text: "No browser",
  needs: "environment",
  wait: null,
};
const red: Decision = {
  ...blocked,
  rule: "check-red",
  refused: true,
  text: "Check red",
  needs: "human_decision",
};

function failed(sameFailures: number): CheckEvidence {
  return { kind: "run", results: [], sameFailures };
}

Deno.test("escalate() gives a phase that its environment blocks one more try", () => {
  assertEquals(escalate(blocked, { checks: null, step }), {
    ...blocked,
    kind: "repeat",
    rule: "escalated",
    text: "Blocked by the environment: No browser",
    needs: null,
    escalated: step,
  });
});

Deno.test("escalate() gives a phase one more try when a check has failed twice in the same way", () => {
  const once = { ...red, kind: "repeat", needs: null } as const;
  assertEquals(escalate(once, { checks: failed(1), step }), once);
  const again = { ...once, escalated: step };
  assertEquals(escalate(red, { checks: failed(2), step }), again);
  assertEquals(escalate(red, { checks: failed(3), step }), red);
});

Deno.test("escalate() leaves everything else as it is, and all where there is nothing stronger", () => {
  const decided: readonly Decision[] = [
    { ...blocked, needs: "human_decision" },
    { ...blocked, needs: null },
    { ...blocked, rule: "login" },
    { ...red, rule: "uncommitted-changes" },
    { ...blocked, kind: "advance", rule: "transition", needs: null },
  ];
  for (const decision of decided) {
    assertEquals(escalate(decision, { checks: failed(2), step }), decision);
  }
  for (const decision of [blocked, red]) {
    const checks = failed(2);
    assertEquals(escalate(decision, { checks, step: null }), decision);
  }
});
