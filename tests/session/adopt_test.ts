import { assertEquals, assertRejects } from "@std/assert";
import { adoptPredecessor } from "../../lib/session/adopt.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import { overviewAt, PLAN, PLAN_FILE } from "../fakes/standing.ts";
import { inRoom } from "./gate_room.ts";

const old = {
  overview: overviewAt("planning", "waiting_human"),
  files: { [PLAN_FILE]: PLAN },
};

Deno.test("adoptPredecessor() writes one row, however many come at once", () =>
  inRoom(old, async (room) => {
    const stores = await Promise.all([1, 2, 3].map(() => room.open()));
    const notes = await Promise.all(
      stores.map((store) => adoptPredecessor(store, room.call)),
    );
    assertEquals(notes.filter((n) => n !== null), [
      ["Session taken over in phase planning"],
    ]);
    assertEquals(room.rows().map((r) => r.kind), ["taken-over"]);
    assertEquals(stores.map((s) => s.state.waiting?.reason), [
      "plan_approval",
      "plan_approval",
      "plan_approval",
    ]);
  }));

Deno.test("adoptPredecessor() leaves a folder alone that nobody worked in, and a session with a journal", async () => {
  await inRoom({ overview: null }, async (room) => {
    const store = await room.open();
    assertEquals(await adoptPredecessor(store, room.call), null);
    assertEquals(store.state.seq, 0);
  });
  await inRoom(old, async (room) => {
    await adoptPredecessor(await room.open(), room.call);
    assertEquals(await adoptPredecessor(await room.open(), room.call), null);
  });
});

Deno.test("adoptPredecessor() refuses an overview that tells no phase", () =>
  inRoom({ overview: "# Session: auth\n" }, async (room) => {
    const store = await room.open();
    const error = await assertRejects(
      () => adoptPredecessor(store, room.call),
      RefusedError,
    );
    assertEquals(error.exitCode, 5);
    assertEquals(store.state.seq, 0);
  }));
