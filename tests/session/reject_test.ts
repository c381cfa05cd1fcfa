import { assertEquals, assertRejects } from "@std/assert";
import { approvePlan } from "../../lib/session/approve.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import { rejectGate } from "../../lib/session/reject.ts";
import {
  atAction,
  atBlock,
  atPlanGate,
  atQuestions,
  inAttempt,
  PLAN_FILE,
} from "../fakes/standing.ts";
import { inRoom } from "./gate_room.ts";

Deno.test("rejectGate() sends a plan back with the reason in the next prompt", () =>
  inRoom(atPlanGate(), async (room) => {
    const row = await rejectGate(await room.open(), {
      ...room.call,
      text: "Smaller steps.\nAnd tests first.",
    });
    assertEquals([row.reason, row.from, row.to], [
      "plan_approval",
      "planning",
      "planning",
    ]);
    const { state } = await room.open();
    assertEquals(state.waiting, null);
    assertEquals(
      state.note,
      "The person did not approve: Smaller steps.\nAnd tests first.",
    );
    const { phase, blocked, lastAction, flow } = room.overview();
    assertEquals([phase, blocked, lastAction], [
      "planning",
      "no",
      "Plan rejected: Smaller steps.",
    ]);
    assertEquals(flow, [
      "- [001 @ 01-15 14:30] Plan rejected via command: Smaller steps.",
    ]);
  }));

Deno.test("rejectGate() goes back to the gate's phase when a changed plan closed the gate again", () =>
  inRoom(atPlanGate(), async (room) => {
    const store = await room.open();
    await approvePlan(store, room.call);
    await store.append({
      kind: "gate-waiting",
      reason: "plan_approval",
      to: "implementation",
      plan: PLAN_FILE,
      planHash: "another",
      text: "The plan was changed",
      overview: "",
    });
    const { to } = await rejectGate(store, { ...room.call, text: "as it was" });
    assertEquals([to, store.state.phase], ["planning", "planning"]);
    assertEquals(store.state.approval, null);
  }));

Deno.test("rejectGate() declines an action, in the same phase", () =>
  inRoom(atAction(), async (room) => {
    const { to } = await rejectGate(await room.open(), {
      ...room.call,
      text: "Do it without a token",
    });
    assertEquals(to, "implementation");
    assertEquals(
      room.overview().lastAction,
      "Action declined: Do it without a token",
    );
  }));

Deno.test("rejectGate() refuses questions, a block and a running attempt, and changes nothing", async () => {
  for (const parts of [atQuestions(), atBlock(), inAttempt()]) {
    await inRoom(parts, async (room) => {
      const before = room.read("_journal.jsonl");
      const store = await room.open();
      await assertRejects(
        () => rejectGate(store, { ...room.call, text: "no" }),
        RefusedError,
      );
      assertEquals(room.read("_journal.jsonl"), before);
    });
  }
});
