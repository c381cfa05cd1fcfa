import { assert, assertEquals } from "@std/assert";
import { crashes, saysNothing, signals } from "../fakes/acts.ts";
import { type EngineStage, plans, withEngine } from "./stage.ts";

async function say(stage: EngineStage, text: string): Promise<void> {
  await (await stage.open()).append({
    kind: "request",
    verb: "say",
    by: "ann",
    channel: "command",
    text,
    from: null,
    to: null,
    change: null,
  });
}

Deno.test("runLoop() tells what was said in the next prompt, and in no later one", () =>
  withEngine(async (stage) => {
    await say(stage, "Use tabs");
    await say(stage, "And no emojis");
    const stays = signals({ status: "continue" });
    const { host } = await stage.run([stays, plans]);
    const told = host.starts.map(({ prompt }) =>
      ["Use tabs", "And no emojis"].map((text) => prompt.includes(text))
    );
    assertEquals(told, [[true, true], [false, false]]);
    assertEquals((await stage.state()).requests, []);
  }));

Deno.test("runLoop() tells it again where an attempt failed: the next one knows nothing of it", () =>
  withEngine(async (stage) => {
    await say(stage, "Use tabs");
    const { host } = await stage.run([crashes(), plans]);
    assertEquals(
      host.starts.map(({ prompt }) => prompt.includes("Use tabs")),
      [true, true],
    );
  }));

Deno.test("runLoop() does not use up in a repair turn what was said meanwhile", () =>
  withEngine(async (stage) => {
    const { host } = await stage.run([
      (start) => {
        start.after(100, () => say(stage, "Use tabs"));
        saysNothing(start);
      },
      signals({ status: "continue" }),
      plans,
    ]);
    assert(host.starts[1]?.prompt.startsWith("You ended without"));
    assertEquals(
      host.starts.map(({ prompt }) => prompt.includes("Use tabs")),
      [false, false, true],
    );
  }));
