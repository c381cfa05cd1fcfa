import { assertEquals, assertRejects } from "@std/assert";
import { RefusedError } from "../../lib/session/refused.ts";
import {
  type Holder,
  requestRetry,
  requestStop,
  sayToSession,
} from "../../lib/session/requests.ts";
import { attemptEnded, attemptStarted } from "../workflow/fixture.ts";
import { atEnd, atPlanGate, between, inAttempt } from "../fakes/standing.ts";
import { inRoom } from "./gate_room.ts";

const free = () => Promise.resolve<Holder>({ kind: "free" });
const held = () => Promise.resolve<Holder>({ kind: "held", run: "run-1" });

/** A session between two attempts of an iteration, or in a wait for a limit. */
function betweenAttempts(limit = false) {
  const parts = inAttempt();
  const crash = { kind: "crashed", message: "x" } as const;
  return {
    ...parts,
    rows: [
      ...parts.rows ?? [],
      attemptEnded({ outcome: crash }),
      ...(limit
        ? [{
          kind: "limit-wait" as const,
          provider: "demo",
          window: "5h",
          until: "2099-01-15T14:30:00.000+00:00",
          told: true,
          ended: null,
        }]
        : []),
    ],
  };
}

Deno.test("sayToSession() tells which iteration will read it", async () => {
  const cases = [
    [await atPlanGate(), 2],
    [between("testing"), 2],
    // The prompt of an attempt that is running is written.
    [inAttempt(), 2],
    [betweenAttempts(), 1],
  ] as const;
  for (const [parts, iteration] of cases) {
    await inRoom(parts, async (room) => {
      const store = await room.open();
      const said = { ...room.call, text: "be brief" };
      assertEquals(await sayToSession(store, said), iteration);
      const [request] = store.state.requests;
      assertEquals([request?.verb, request?.text, request?.by], [
        "say",
        "be brief",
        "ann",
      ]);
    });
  }
});

Deno.test("sayToSession() refuses a session that is done", () =>
  inRoom(atEnd(), async (room) => {
    const store = await room.open();
    const error = await assertRejects(
      () => sayToSession(store, { ...room.call, text: "x" }),
      RefusedError,
    );
    assertEquals(error.hint, 'samocode reopen 26-01-15-auth "…"');
  }));

Deno.test("requestStop() asks the run that is there, and no later one", () =>
  inRoom(inAttempt(), async (room) => {
    const store = await room.open();
    await requestStop(store, { ...room.call, holder: held });
    assertEquals(store.state.requests.map((r) => [r.verb, r.run]), [
      ["stop", "run-1"],
    ]);
    await assertRejects(
      () => requestStop(store, { ...room.call, holder: free }),
      RefusedError,
      "no run works on it",
    );
  }));

Deno.test("requestRetry() ends a wait for a limit, with a run or before the next one", () =>
  inRoom(betweenAttempts(true), async (room) => {
    const store = await room.open();
    const at = (holder: () => Promise<Holder>) =>
      requestRetry(store, { ...room.call, holder });
    assertEquals(await at(held), true);
    assertEquals(await at(free), false);
    assertEquals(store.state.requests.map((r) => r.run), ["run-1", null]);
  }));

Deno.test("requestRetry() ends a wait before another attempt, and refuses where nothing is waited for", async () => {
  await inRoom(betweenAttempts(), async (room) => {
    const store = await room.open();
    await requestRetry(store, { ...room.call, holder: held });
    await store.append(attemptStarted(2));
    assertEquals(store.state.requests, []);
  });
  for (
    const [parts, holder] of [
      [betweenAttempts(), free],
      [between("testing"), held],
      [inAttempt(), held],
    ] as const
  ) {
    await inRoom(parts, async (room) => {
      const store = await room.open();
      await assertRejects(
        () => requestRetry(store, { ...room.call, holder }),
        RefusedError,
      );
    });
  }
});
