import { assertEquals } from "@std/assert";
import { planSummary } from "../../lib/cli/plan_summary.ts";
import { parsePlan } from "../../lib/workflow/plan.ts";
import { emptyState } from "../../lib/workflow/state.ts";

function summary(text: string, unpriced = 0) {
  const plan = parsePlan(text);
  const spending = {
    ...emptyState.spending,
    attempts: 3,
    costUsd: 0.456,
    unpriced,
    durationMs: 61_000,
  };
  const hash = "0123456789abcdef";
  return planSummary({ text, file: "p.md", path: "/s/p.md", hash, plan }, {
    checks: [],
    state: { ...emptyState, spending },
  });
}

Deno.test("planSummary() tells what is wrong with a plan, and which attempts had no price", () => {
  assertEquals(summary("No heading\n", 2), [
    "Plan:   p.md",
    "        p.md, 0123456789ab",
    '        problem: there is no section "## Implementation Phases"',
    "Checks: none, so nothing verifies the work; uncomment CHECK_ lines in .samocode",
    "So far: $0.46 (without 2 of 3 attempts, whose cost is not known), 1 min in 3 attempts",
  ]);
});

Deno.test("planSummary() lets no text of a model move the cursor", () => {
  const text =
    "# A\u001b[2Jb\n## Implementation Phases\n### Phase 1: C\u0007d\n- [ ] e\n";
  assertEquals(summary(text).filter((line) => /[^ -~]/.test(line)), []);
});
