import { assertEquals } from "@std/assert";
import { endOfWait } from "../../lib/session/gates.ts";
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
});
