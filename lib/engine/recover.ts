/**
 * Puts right what a run left behind that died.
 *
 * @module
 */

import { basename, join } from "@std/path";
import { UserError } from "../errors.ts";
import type { ProviderEvent } from "../provider/adapter.ts";
import { adapterFor } from "../provider/adapters.ts";
import { factsOf } from "../provider/facts.ts";
import { openLogTail } from "../system/log_tail.ts";
import type { OpenAttempt } from "../workflow/open_iteration.ts";
import { attemptUsage } from "./attempt_usage.ts";
import { endTree, type Engine, tell, treeOf } from "./engine.ts";
import { keepUnfinished } from "./keep_unfinished.ts";
import { readSignal } from "./signal_read.ts";
import { watchEvents } from "./watch.ts";

/**
 * Ends what is left of an attempt that was running, then reads its signal before anything removes it.
 *
 * A signal that was written when the host died after the attempt's end is read as well.
 */
export async function endLeftovers(engine: Engine): Promise<void> {
  const { store } = engine;
  const { attempt, open } = store.state;
  if (attempt !== null) {
    tell(engine, "recover", {
      level: "warn",
      text: "The last run was cut off: ending what it left running",
    });
    const earlier = attempt.pid === null || attempt.startTime === null
      ? undefined
      : { pid: attempt.pid, startTime: attempt.startTime };
    const { swept } = await endTree(engine, attempt.mark, earlier);
    const reading = readSignal(engine, open?.token ?? null);
    const decides = reading.kind === "valid" && reading.fenced;
    const kept = decides ? null : await keepUnfinished(engine, attempt.attempt);
    engine.memory.tree = await treeOf(engine);
    const facts = factsOf(eventsOf(engine, attempt));
    const used = attemptUsage(facts, {
      open,
      conversation: facts.conversation,
      price: engine.input.providers.find((p) => p.name === attempt.provider)
        ?.price ?? null,
    });
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
      conversation: facts.conversation,
      ...used,
      turns: facts.turns,
      denials: facts.denials,
      login: facts.login,
      tree: engine.memory.tree,
      kept,
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

/** What a cut-off attempt told in its log: it was paid for all the same. */
function eventsOf(
  { store, input }: Engine,
  attempt: OpenAttempt,
): readonly ProviderEvent[] {
  const its = input.providers.find(({ name }) => name === attempt.provider);
  const adapter = adapterFor(its ?? { name: attempt.provider, command: null });
  if (adapter === null) return [];
  const watch = watchEvents(adapter, {
    maxRepeats: Infinity,
    onEvent: () => {},
  });
  const tail = openLogTail(join(store.paths.logs, basename(attempt.log)), {
    wants: (head) => adapter.wants(head, "run"),
    onLine: (line) => watch.line(line),
  });
  try {
    tail.finish();
  } catch (error) {
    // Something else than a file may lie there by now: then nothing more is known.
    if (!(error instanceof UserError)) throw error;
  } finally {
    tail.close();
  }
  return watch.events;
}
