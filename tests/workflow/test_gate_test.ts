import { assertEquals, assertStringIncludes } from "@std/assert";
import type { ToldFinding } from "../../lib/workflow/changes/finding.ts";
import type { Decision } from "../../lib/workflow/decision.ts";
import { judgeEdit } from "../../lib/workflow/person_edit.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { leadsToEnd, withComparison } from "../../lib/workflow/test_gate.ts";
import { validateWorkflow } from "../../lib/workflow/validate.ts";
import { decided, fold, full, phase, prepared, runStarted } from "./fixture.ts";

const advance: Decision = {
  kind: "advance",
  rule: "transition",
  from: "testing",
  to: "done",
  refused: false,
  text: "All is tested",
  needs: null,
  wait: null,
};

const finding: ToldFinding = {
  name: "test-removed",
  file: "a_test.ts",
  line: 3,
  text: '"adds" is gone',
  key: "k1",
};

const opened: NewRow = {
  kind: "gate-opened",
  by: "ann",
  channel: "command",
  reason: "plan_approval",
  from: "planning",
  to: "implementation",
  plan: "p.md",
  planHash: "h",
  note: null,
  change: null,
};

const reopened: NewRow = {
  kind: "request",
  by: "ann",
  channel: "command",
  verb: "reopen",
  text: "More",
  from: "done",
  to: "investigation",
  change: null,
};

const at = (head: string) =>
  decided("implementation", "implementation", {
    tree: { head, tree: head, branch: "b", dirty: false },
  });

Deno.test("leadsToEnd() is so for the end and for the way into a final phase", () => {
  assertEquals(leadsToEnd(advance, full), true);
  assertEquals(leadsToEnd({ kind: "finish", to: "done" }, full), true);
  assertEquals(leadsToEnd({ kind: "advance", to: "quality" }, full), false);
  assertEquals(leadsToEnd({ kind: "block", to: "done" }, full), false);
});

Deno.test("withComparison() waits for a person when anything is found, with the findings", () => {
  const held = withComparison(advance, { open: [finding], outside: ["x"] });
  assertEquals([held.kind, held.from, held.to], ["hold", "testing", "testing"]);
  assertEquals(held.wait, {
    reason: "test_changes",
    to: "done",
    findings: [finding],
  });
  assertEquals(held.text.split("\n"), [
    "1 change of tests, checks or their settings since the plan was approved",
    '- test-removed a_test.ts:3: "adds" is gone',
    "Outside of the files of the plan: x",
  ]);
});

Deno.test("withComparison() lets pass what has no findings, and tells what is outside of the plan", () => {
  assertEquals(withComparison(advance, { open: [], outside: [] }), advance);
  const told = withComparison(advance, { open: [], outside: ["a", "b"] });
  assertEquals([told.kind, told.text], [
    "advance",
    "All is tested\nOutside of the files of the plan: a, b",
  ]);
});

Deno.test("withComparison() tells the first thirty of many", () => {
  const open = Array(40).fill(finding);
  const { text, wait } = withComparison(advance, { open, outside: [] });
  assertStringIncludes(text, "\nand 10 more");
  assertEquals([text.split("\n").length, wait?.findings?.length], [32, 40]);
});

Deno.test("foldRow() holds the tests to the first approval, and to a new one after a new goal", () => {
  const checks = [{ name: "test", command: "make test" }];
  const state = fold([
    ...prepared,
    { ...runStarted, checks },
    at("one"),
    opened,
    at("two"),
    opened,
  ]);
  assertEquals(state.testBase, { head: "one", checks, approved: true });
  const again = fold([at("three"), reopened], state);
  assertEquals(again.testBase, { head: "three", checks, approved: false });
  assertEquals(fold([at("four"), opened], again).testBase?.head, "four");
});

Deno.test("foldRow() remembers what was accepted until there is a new goal", () => {
  const accepted = {
    ...opened,
    reason: "test_changes",
    planHash: null,
    accepted: ["k1", "k2"],
  };
  const state = fold([...prepared, opened, accepted]);
  assertEquals(state.accepted, ["k1", "k2"]);
  assertEquals(state.approval?.planHash, "h");
  assertEquals(fold([reopened], state).accepted, []);
});

Deno.test("judgeEdit() does not take an edit for the acceptance of changes of tests", () => {
  const wait = {
    reason: "test_changes",
    to: "done",
    plan: null,
    planHash: null,
  };
  const state = {
    ...fold([
      ...prepared,
      opened,
      decided("testing", "testing", { decision: "hold", wait }),
    ]),
    trusted: "before",
  };
  const edited = { hash: "after", phase: "done", blocked: "no", planHash: "h" };
  assertEquals(judgeEdit(state, { workflow: full, edited }).kind, "putBack");
});

Deno.test("validateWorkflow() keeps the wait for the host", () => {
  const phases = {
    ...full.phases,
    testing: phase("testing", {
      next: ["quality", "done"],
      signals: ["continue", "waiting"],
      waits: ["test_changes"],
    }),
  };
  const problems = validateWorkflow({ ...full, phases }, {
    skills: Object.keys(full.phases),
  });
  assertEquals(problems, [
    'phase "testing": the wait "test_changes" is the host\'s own',
  ]);
});
