import { assert, assertEquals, assertRejects } from "@std/assert";
import { basename } from "@std/path";
import { approvePlan } from "../../lib/session/approve.ts";
import { gotoPhase } from "../../lib/session/goto.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  atBlock,
  atPlanGate,
  between,
  inAttempt,
  overviewAt,
  PLAN,
  PLAN_FILE,
} from "../fakes/standing.ts";
import { type GateRoom, inRoom } from "./gate_room.ts";

async function go(room: GateRoom, phase: string, held = false) {
  return await gotoPhase(await room.open(), {
    ...room.call,
    phase,
    note: "because",
    isHeld: () => Promise.resolve(held),
  });
}

async function refusal(room: GateRoom, phase: string, held = false) {
  const before = [room.read("_journal.jsonl"), room.read("_overview.md")];
  const error = await assertRejects(() => go(room, phase, held), RefusedError);
  const after = [room.read("_journal.jsonl"), room.read("_overview.md")];
  assertEquals(after, before);
  return error;
}

/** A session of the predecessor that was taken over in a phase. */
function takenOver(phase: string, waits = false) {
  const row: NewRow = {
    kind: "taken-over",
    name: "auth",
    phase,
    iterations: 7,
    phaseIterations: {},
    workflow: "full",
    waiting: waits
      ? { reason: "plan_approval", planHash: "h", plan: PLAN_FILE }
      : null,
    blocked: null,
    overview: "",
  };
  return {
    rows: [row],
    overview: overviewAt(phase),
    files: { [PLAN_FILE]: PLAN },
  };
}

Deno.test("gotoPhase() puts a session into a phase before the gate, whatever it waits for", () =>
  inRoom(atPlanGate(), async (room) => {
    const row = await go(room, " Requirements", true);
    assertEquals([row.from, row.to, row.text], [
      "planning",
      "requirements",
      "because",
    ]);
    const { state } = await room.open();
    assertEquals([state.phase, state.waiting], ["requirements", null]);
    const { phase, blocked, lastAction, flow } = room.overview();
    assertEquals([phase, blocked, lastAction], [
      "requirements",
      "no",
      "A person chose the phase: because",
    ]);
    assertEquals(flow, [
      "- [001 @ 01-15 14:30] Phase transition: planning -> requirements via command: because",
    ]);
  }));

Deno.test("gotoPhase() passes no gate that nobody opened", async () => {
  for (
    const parts of [
      await atPlanGate(),
      between("requirements"),
      takenOver("requirements"),
      takenOver("planning", true),
    ]
  ) {
    await inRoom(parts, async (room) => {
      for (const phase of ["implementation", "quality", "done"]) {
        assertEquals((await refusal(room, phase)).exitCode, 1);
      }
    });
  }
});

Deno.test("gotoPhase() moves behind the gate while the plan is the approved one", () =>
  inRoom(atPlanGate(), async (room) => {
    await approvePlan(await room.open(), room.call);
    await go(room, "testing");
    await go(room, "planning");
    await go(room, "implementation");
    room.write(PLAN_FILE, PLAN.replace("Use it", "Drop it"));
    await refusal(room, "testing");
    await go(room, "planning");
  }));

Deno.test("gotoPhase() is the way out of a phase that only the predecessor knew", async () => {
  for (const phase of ["pr-readiness", "testing"]) {
    await inRoom(takenOver(phase), async (room) => {
      await go(room, "quality");
      assertEquals((await room.open()).state.phase, "quality");
    });
  }
});

Deno.test("gotoPhase() refuses an unknown phase with the list of those there are", () =>
  inRoom(atBlock(), async (room) => {
    for (const phase of ["pr-readiness", "init", "constructor"]) {
      const error = await refusal(room, phase);
      assertEquals(error.exitCode, 2);
      assertEquals(
        error.hint,
        `samocode goto PHASE ${basename(room.paths.folder)} --note "…"`,
      );
      assertEquals(error.details, Object.keys(room.call.workflow.phases));
    }
  }));

Deno.test("gotoPhase() keeps its hands off an attempt, and off a run that goes on", async () => {
  await inRoom(inAttempt(), async (room) => {
    assert((await refusal(room, "planning")).message.includes("attempt"));
  });
  await inRoom(between("requirements"), async (room) => {
    assertEquals((await refusal(room, "planning", true)).exitCode, 3);
    await go(room, "planning");
  });
});
