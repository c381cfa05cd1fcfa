import { assertEquals } from "@std/assert";
import { beginSightings } from "../../lib/engine/sightings.ts";
import { watchEvents } from "../../lib/engine/watch.ts";
import { adapterFor } from "../../lib/provider/adapters.ts";
import { fakeClock } from "../fakes/clock.ts";

Deno.test("beginSightings() notes the first and the newest output, and a signal as long as it is valid", async () => {
  const clock = fakeClock();
  const seen = beginSightings(clock, { result: null });
  const at = () => ({ steadyMs: clock.steady(), wallMs: clock.now() });
  const started = at();
  await clock.sleep(10);
  seen.note(5);
  const first = at();
  seen.noteSignal(true);
  await clock.sleep(10);
  seen.note(1);
  const newest = at();
  await clock.sleep(10);
  seen.note(0);
  const { now, started: begun, firstByte, lastByte, signal } = seen.facts();
  assertEquals([begun, firstByte, lastByte, signal, now], [
    started,
    first,
    newest,
    first,
    at(),
  ]);
  seen.noteSignal(false);
  assertEquals(seen.facts().signal, null);
});

Deno.test("beginSightings() counts the machine's sleep, and a result until the next turn begins", async () => {
  const clock = fakeClock();
  const watch = watchEvents(adapterFor({ name: "claude", command: null })!, {
    maxRepeats: Infinity,
    onEvent: () => {},
  });
  const seen = beginSightings(clock, watch);
  const line = (value: unknown) => watch.line(JSON.stringify(value));
  line({ type: "result", subtype: "success", is_error: false, result: "ok" });
  await clock.sleep(10);
  clock.suspend(60_000);
  seen.note(1);
  assertEquals(seen.facts().result, seen.facts().now);
  assertEquals(seen.sleptMs, 60_000);
  line({
    type: "assistant",
    message: { content: [{ type: "text", text: "more" }] },
  });
  await clock.sleep(10);
  seen.note(1);
  assertEquals([seen.facts().result, seen.sleptMs], [null, 60_000]);
});
