import { assert, assertEquals, assertRejects } from "@std/assert";
import { approvePlan } from "../../lib/session/approve.ts";
import { rejectGate } from "../../lib/session/reject.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import { gotoPhase } from "../../lib/session/goto.ts";
import {
  atAction,
  atPlanGate,
  atQuestions,
  inAttempt,
  PLAN,
  PLAN_FILE,
  planHash,
} from "../fakes/standing.ts";
import { type GateRoom, inRoom } from "./gate_room.ts";

/** The refusal of an approval. */
async function refusal(
  { open, call }: GateRoom,
  more: Partial<Parameters<typeof approvePlan>[1]> = {},
): Promise<RefusedError> {
  const store = await open();
  return await assertRejects(
    () => approvePlan(store, { ...call, ...more }),
    RefusedError,
  );
}

Deno.test("approvePlan() journals who approved which plan, moves the phase and empties the signal", () =>
  inRoom(atPlanGate(), async (room) => {
    const store = await room.open();
    const call = { ...room.call, note: "small steps" };
    const { row, signalEmptied } = await approvePlan(store, call);
    assertEquals(signalEmptied, true);
    assertEquals(room.read("_signal.json"), "{}");
    assertEquals(
      [row.by, row.channel, row.from, row.to, row.plan, row.planHash],
      [
        "ann",
        "command",
        "planning",
        "implementation",
        PLAN_FILE,
        await planHash(PLAN),
      ],
    );
    const { phase, blocked, lastAction, next, flow } = room.overview();
    assertEquals([phase, blocked, lastAction, next], [
      "implementation",
      "no",
      "Plan approved for implementation",
      "Execute first implementation phase",
    ]);
    assertEquals(flow, [
      "- [001 @ 01-15 14:30] Plan approved for implementation via command",
    ]);
    const { state } = await room.open();
    assertEquals([state.phase, state.waiting], ["implementation", null]);
    assertEquals(state.note, "The person said at the gate: small steps");
  }));

Deno.test("approvePlan() lets exactly one of five writers through, and tells the others so", () =>
  inRoom(atPlanGate(), async (room) => {
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => room.open()));
    const results = await Promise.allSettled(
      stores.map((store) =>
        approvePlan(store, { ...room.call, seen: store.state })
      ),
    );
    const lost = results.flatMap((r) =>
      r.status === "rejected" ? [r.reason] : []
    );
    assertEquals(lost.map((e) => [e.constructor, e.exitCode]), [
      [RefusedError, 6],
      [RefusedError, 6],
      [RefusedError, 6],
      [RefusedError, 6],
    ]);
    assertEquals(room.rows().filter((r) => r.kind === "gate-opened").length, 1);
    assertEquals(room.overview().flow.length, 1);
  }));

Deno.test("approvePlan() refuses once more after an approval, also with the old signal put back", () =>
  inRoom(atPlanGate(), async (room) => {
    await approvePlan(await room.open(), room.call);
    room.write("_signal.json", '{"status":"waiting","for":"plan_approval"}');
    const error = await refusal(room);
    assertEquals(
      error.message,
      'Cannot approve "26-01-15-auth": no plan waits for approval',
    );
    assertEquals(error.exitCode, 1);
    assertEquals(room.overview().flow.length, 1);
    assert(room.read("_signal.json").includes("waiting"));
  }));

Deno.test("approvePlan() refuses while an attempt is running, and where something else is asked", async () => {
  for (const parts of [inAttempt(), atQuestions(), atAction()]) {
    await inRoom(parts, async (room) => {
      const before = [room.read("_overview.md"), room.read("_journal.jsonl")];
      assertEquals((await refusal(room)).exitCode, 1);
      const after = [room.read("_overview.md"), room.read("_journal.jsonl")];
      assertEquals(after, before);
    });
  }
});

Deno.test("approvePlan() refuses a plan that is not the one that was shown, but not for a ticked box", () =>
  inRoom(atPlanGate(), async (room) => {
    room.write(PLAN_FILE, PLAN.replace("Use it", "Use it, and log it"));
    const error = await refusal(room);
    assertEquals(
      error.message,
      'Cannot approve "26-01-15-auth": the plan is not the one that was shown',
    );
    room.write(PLAN_FILE, PLAN.replace("- [ ] Use", "- [x] Use"));
    await approvePlan(await room.open(), room.call);
  }));

Deno.test("approvePlan() takes the beginning of the hash that was read, and no other", () =>
  inRoom(atPlanGate(), async (room) => {
    await refusal(room, { planHash: "0123456789ab" });
    const hash = (await planHash(PLAN)).slice(0, 8);
    await approvePlan(await room.open(), { ...room.call, planHash: hash });
  }));

Deno.test("approvePlan() opens for a plan that was changed at the gate when its own hash is named", () =>
  inRoom(atPlanGate(), async (room) => {
    const changed = PLAN.replace("Use it", "Use it, and log it");
    room.write(PLAN_FILE, changed);
    const hash = await planHash(changed);
    const { row } = await approvePlan(await room.open(), {
      ...room.call,
      planHash: hash.slice(0, 12),
    });
    assertEquals(row.planHash, hash);
  }));

Deno.test("approvePlan() refuses without a plan, without an overview, and a plan that nobody was shown", async () => {
  await inRoom(atPlanGate(), async (room) => {
    Deno.removeSync(`${room.paths.folder}/${PLAN_FILE}`);
    assert((await refusal(room)).message.endsWith("there is no plan"));
    Deno.removeSync(room.paths.overview);
    assert((await refusal(room)).message.endsWith("its overview is missing"));
  });
  const parts = await atPlanGate();
  const unseen = parts.rows!.map((row) =>
    row.kind === "decided" && row.wait
      ? { ...row, wait: { ...row.wait, planHash: null } }
      : row
  );
  await inRoom({ ...parts, rows: unseen }, async (room) => {
    const error = await refusal(room);
    assert(error.message.endsWith("this plan was shown to nobody"));
    await approvePlan(await room.open(), {
      ...room.call,
      planHash: await planHash(PLAN),
    });
  });
});

Deno.test("approvePlan() tells a session that left its gate meanwhile from one that stays at it", async () => {
  await inRoom(atPlanGate(), async (room) => {
    const { state: seen } = await room.open();
    await gotoPhase(await room.open(), {
      ...room.call,
      phase: "requirements",
      note: "ask more",
      isHeld: () => Promise.resolve(false),
    });
    assertEquals((await refusal(room, { seen })).exitCode, 4);
  });
  await inRoom(atPlanGate(), async (room) => {
    const { state: seen } = await room.open();
    await rejectGate(await room.open(), { ...room.call, text: "no" });
    assertEquals((await refusal(room, { seen })).exitCode, 1);
  });
});

Deno.test("approvePlan() tells when the old signal stays", () =>
  inRoom(atPlanGate(), async (room) => {
    Deno.removeSync(room.paths.signal);
    Deno.mkdirSync(`${room.paths.signal}/in`, { recursive: true });
    const done = await approvePlan(await room.open(), room.call);
    assertEquals(done.signalEmptied, false);
    assertEquals(room.overview().phase, "implementation");
  }));

Deno.test("approvePlan() approves anew a plan that was changed after its approval, for the phase it was in", async () => {
  const parts = await atPlanGate();
  const changed = PLAN.replace("Keys", "Keys and tokens");
  await inRoom(parts, async (room) => {
    await approvePlan(await room.open(), room.call);
    room.write(PLAN_FILE, changed);
    const store = await room.open();
    await store.append({
      kind: "gate-waiting",
      reason: "plan_approval",
      to: "implementation",
      plan: PLAN_FILE,
      planHash: await planHash(changed),
      text: "The plan was changed after it was approved",
      overview: "",
    });
    const { row } = await approvePlan(store, room.call);
    assertEquals([row.from, row.to], ["implementation", "implementation"]);
    assertEquals(row.planHash, await planHash(changed));
  });
});
