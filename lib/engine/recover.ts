/**
 * Puts right what a run left behind that died.
 *
 * @module
 */

import { type Engine, tell } from "./engine.ts";
import { readSignal } from "./signal_read.ts";

/**
 * Ends what is left of an attempt that was running, then reads its signal before anything removes it.
 *
 * A signal that was written when the host died after the attempt's end is read as well.
 */
export async function endLeftovers(engine: Engine): Promise<void> {
  const { store, host } = engine;
  const { attempt, open } = store.state;
  if (attempt !== null) {
    tell(engine, "recover", {
      level: "warn",
      text: "The last run was cut off: ending what it left running",
    });
    const earlier = attempt.pid === null || attempt.startTime === null
      ? undefined
      : { pid: attempt.pid, startTime: attempt.startTime };
    const { swept } = await host.end(attempt.mark, earlier);
    const reading = readSignal(engine, open?.token ?? null);
    const decides = reading.kind === "valid" && reading.fenced;
    const kept = decides ? null : await host.keepWork(
      `${store.paths.folder.split("/").at(
        -1,
      )!}/${store.state.iteration}-${attempt.attempt}`,
    );
    engine.memory.tree = await host.facts();
    await store.append({
      kind: "attempt-ended",
      outcome: {
        kind: "cutOff",
        message: "samocode was ended while the attempt ran",
      },
      exitCode: null,
      signal: null,
      durationMs: 0,
      sleptMs: 0,
      conversation: null,
      tokens: null,
      costUsd: null,
      turns: null,
      denials: [],
      login: null,
      tree: engine.memory.tree,
      kept: kept !== null && "ref" in kept ? kept.ref : null,
      swept,
    });
    await store.append({ kind: "signal-read", reading });
  } else if (open !== null && open.token !== null && open.reading === null) {
    await store.append({
      kind: "signal-read",
      reading: readSignal(engine, open.token),
    });
  }
}
