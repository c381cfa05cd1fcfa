// A person's subcommand is faster than the run that looks at the same session.

import { assertEquals } from "@std/assert";
import { honourEdit } from "../../lib/engine/edits.ts";
import type { Engine } from "../../lib/engine/engine.ts";
import { unblockSession } from "../../lib/session/set_right.ts";
import { signals } from "../fakes/acts.ts";
import { fakeHost } from "../fakes/host.ts";
import { type EngineStage, plans, withEngine } from "./stage.ts";

/** An engine that has read the journal as it is now, and not again since. */
async function engineOf(stage: EngineStage): Promise<Engine> {
  const { clock, input, paths } = stage;
  return {
    input,
    host: fakeHost({ session: paths.folder, clock, acts: [] }),
    clock,
    store: await stage.open(),
    memory: {
      iterations: 0,
      startedMs: clock.steady(),
      idleMs: 0,
      tree: null,
      lock: null,
      news: false,
      said: new Set(),
      exhausted: new Map(),
    },
  };
}

Deno.test("honourEdit() takes what an approval wrote into the overview for no edit", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    const engine = await engineOf(stage);
    await stage.approve();
    assertEquals(engine.store.state.waiting?.reason, "plan_approval");
    assertEquals(await honourEdit(engine), false);
    assertEquals(
      stage.rows("gate-opened").map((row) => row.channel),
      ["command"],
    );
    assertEquals(engine.store.state.waiting, null);
  }));

Deno.test("honourEdit() takes what unblocking wrote into the overview for no edit", () =>
  withEngine(async (stage) => {
    await stage.run([signals({ status: "blocked", reason: "no key" })]);
    const engine = await engineOf(stage);
    await unblockSession(await stage.open(), {
      workflow: stage.input.workflow,
      actor: { by: "ann", channel: "command" },
      moment: { atMs: Date.UTC(2026, 0, 15), offsetMinutes: 0 },
      note: "here it is",
    });
    assertEquals(await honourEdit(engine), false);
    assertEquals(stage.rows("person-edit"), []);
    assertEquals(engine.store.state.note, "The person said: here it is");
  }));

Deno.test("runLoop() waits for a person when it cannot approve the plan itself", () =>
  withEngine(async (stage) => {
    await stage.run([plans]);
    Deno.writeTextFileSync(
      `${stage.paths.folder}/01-15-plan.md`,
      "\n- [ ] One more\n",
      { append: true },
    );
    const { report } = await stage.run([], { input: { autoApprove: true } });
    assertEquals([report.reason, report.code], ["waiting", 4]);
    assertEquals(stage.rows("gate-opened"), []);
  }));
