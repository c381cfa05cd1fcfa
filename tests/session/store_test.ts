import { assert, assertEquals } from "@std/assert";
import { approvePlan } from "../../lib/session/approve.ts";
import { unblockSession } from "../../lib/session/set_right.ts";
import { lstatOrNull } from "../../lib/system/files.ts";
import { atBlock, atPlanGate } from "../fakes/standing.ts";
import { type GateRoom, inRoom } from "./gate_room.ts";

/** As a writer leaves it that is killed in the middle of an exchange. */
function cutOff({ paths }: GateRoom): void {
  Deno.renameSync(paths.overview, paths.swap);
}

function isWhole({ paths }: GateRoom): boolean {
  return lstatOrNull(paths.swap) === null &&
    lstatOrNull(paths.overview) !== null;
}

Deno.test("store.commit() ends an exchange of the overview that was cut off", async () => {
  await inRoom(atPlanGate(), async (room) => {
    cutOff(room);
    await approvePlan(await room.open(), room.call);
    assert(isWhole(room));
    assertEquals(room.overview().phase, "implementation");
  });
  await inRoom(atBlock(), async (room) => {
    cutOff(room);
    await unblockSession(await room.open(), room.call);
    assert(isWhole(room));
    assertEquals(room.overview().blocked, "no");
  });
});

Deno.test("store.putFields() ends an exchange of the overview that was cut off", () =>
  inRoom(atBlock(), async (room) => {
    const text = room.read("_overview.md");
    room.write("_overview.md", text.replace("Blocked: yes", "Blocked: no"));
    cutOff(room);
    await (await room.open()).putFields();
    assert(isWhole(room));
    assertEquals(room.overview().blocked, "yes");
  }));
