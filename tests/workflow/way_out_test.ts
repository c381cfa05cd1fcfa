import { assertEquals } from "@std/assert";
import { endOfBlock, endOfWait } from "../../lib/session/gates.ts";
import { TEST_CHANGES } from "../../lib/workflow/test_gate.ts";
import { wayOut } from "../../lib/workflow/way_out.ts";

Deno.test("wayOut() approves at every gate, whatever a workflow calls its reason", () => {
  for (
    const [reason, to, verb, rest] of [
      ["plan_approval", "implementation", "approve", ""],
      ["plan_approval", null, "approve", ""],
      ["legal_review", "release", "approve", ""],
      [TEST_CHANGES, "done", "approve", "--accept-test-changes"],
      ["qa_answers", null, "answer", ""],
      ["human_action", null, "unblock", ""],
    ] as const
  ) assertEquals(wayOut({ reason, to }), { verb, rest }, reason);
});

Deno.test("endOfWait() writes the whole command", () => {
  const waiting = {
    reason: TEST_CHANGES,
    to: "done",
    plan: null,
    planHash: null,
    text: "",
    since: "2026-01-15T14:30:00.000+01:00",
  };
  assertEquals(
    endOfWait(waiting, "s"),
    "samocode approve s --accept-test-changes",
  );
  assertEquals(
    endOfWait({ ...waiting, reason: "qa_answers", to: null }, "s"),
    "samocode answer s",
  );
  assertEquals(
    endOfWait(
      { ...waiting, reason: "human_action", to: null },
      "26-01-15-My s",
    ),
    "samocode unblock '26-01-15-My s'",
  );
});

Deno.test("endOfBlock() unblocks, and leaves a phase that is gone by way of goto", () => {
  const name = "s";
  assertEquals(endOfBlock({ rule: "cycle" }, { name }), "samocode unblock s");
  // An agent named it: the session is in a phase that is there.
  assertEquals(
    endOfBlock({ rule: "unknown-phase" }, { name, phase: "testing" }),
    "samocode unblock s",
  );
  assertEquals(
    endOfBlock({ rule: "phase-gone" }, { name, phase: "testing" }),
    'samocode goto testing s --note "…"',
  );
});
