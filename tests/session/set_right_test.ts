import { assert, assertEquals, assertRejects } from "@std/assert";
import { RefusedError } from "../../lib/session/refused.ts";
import { reopenSession, unblockSession } from "../../lib/session/set_right.ts";
import {
  atAction,
  atBlock,
  atEnd,
  atPlanGate,
  atQuestions,
  between,
  inAttempt,
} from "../fakes/standing.ts";
import { inRoom } from "./gate_room.ts";

Deno.test("unblockSession() takes a block away, begins the counts anew and tells the next prompt", () =>
  inRoom(atBlock(), async (room) => {
    const store = await room.open();
    await unblockSession(store, { ...room.call, note: "The port is free" });
    const { state } = store;
    assertEquals([state.blocked, state.phaseIterations], [null, {}]);
    assertEquals(state.note, "The person said: The port is free");
    const { phase, blocked, next, flow } = room.overview();
    assertEquals([phase, blocked, next], ["testing", "no", "Go on in testing"]);
    assertEquals(flow, [
      "- [001 @ 01-15 14:30] Unblocked via command: The port is free",
    ]);
  }));

Deno.test("unblockSession() ends the wait for an action", () =>
  inRoom(atAction(), async (room) => {
    const row = await unblockSession(await room.open(), room.call);
    assertEquals([row.verb, row.from, row.to], [
      "unblock",
      "implementation",
      null,
    ]);
    const { state } = await room.open();
    assertEquals([state.waiting, state.note], [null, null]);
    assertEquals(room.overview().flow, [
      "- [001 @ 01-15 14:30] Unblocked via command",
    ]);
  }));

Deno.test("unblockSession() opens no gate, answers nothing, and needs a block", async () => {
  const hints = {
    "its plan waits for approval": await atPlanGate(),
    "its questions wait for answers": atQuestions(),
    "it is done": atEnd(),
    "it is not blocked": between("testing"),
    "an attempt is running": inAttempt(),
  };
  for (const [why, parts] of Object.entries(hints)) {
    await inRoom(parts, async (room) => {
      const before = room.read("_journal.jsonl");
      const store = await room.open();
      const error = await assertRejects(
        () => unblockSession(store, room.call),
        RefusedError,
      );
      assert(error.message.endsWith(`: ${why}`), error.message);
      assertEquals(room.read("_journal.jsonl"), before);
    });
  }
});

Deno.test("unblockSession() leaves a plan gate closed also where no plan was shown", () =>
  inRoom(between("planning"), async (room) => {
    const store = await room.open();
    await store.append({
      kind: "gate-waiting",
      reason: "plan_approval",
      to: null,
      plan: null,
      planHash: null,
      text: "",
      overview: "",
    });
    await assertRejects(() => unblockSession(store, room.call), RefusedError);
    assertEquals(store.state.waiting?.reason, "plan_approval");
  }));

Deno.test("unblockSession() refuses a phase that the workflow does not know", () =>
  inRoom(atBlock(), async (room) => {
    const store = await room.open();
    const { testing: _, ...phases } = room.call.workflow.phases;
    const workflow = { ...room.call.workflow, phases };
    const error = await assertRejects(
      () => unblockSession(store, { ...room.call, workflow }),
      RefusedError,
    );
    assertEquals(
      error.hint,
      'samocode goto PHASE 26-01-15-auth --note "…"',
    );
  }));

Deno.test("reopenSession() begins a finished session anew with its goal", () =>
  inRoom(atEnd(), async (room) => {
    const store = await room.open();
    await reopenSession(store, { ...room.call, goal: "Tokens too" });
    assertEquals([store.state.finished, store.state.phase], [
      false,
      "investigation",
    ]);
    const { phase, lastAction, next, flow } = room.overview();
    assertEquals([phase, lastAction, next], [
      "investigation",
      "Resuming session for: Tokens too",
      "Investigate approach for Tokens too",
    ]);
    assertEquals(flow, ["- [001 @ 01-15 14:30] Resuming: Tokens too"]);
  }));

Deno.test("reopenSession() refuses a session that is not done, and a second time", () =>
  inRoom(atEnd(), async (room) => {
    const stores = await Promise.all([1, 2, 3].map(() => room.open()));
    const results = await Promise.allSettled(
      stores.map((store) => reopenSession(store, { ...room.call, goal: "G" })),
    );
    const lost = results.flatMap((r) =>
      r.status === "rejected" ? [r.reason] : []
    );
    assertEquals(lost.map((e) => [e.constructor, e.exitCode]), [
      [RefusedError, 1],
      [RefusedError, 1],
    ]);
  }));
