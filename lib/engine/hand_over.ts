/**
 * The chain of providers: who can be used, and whom the work is handed over to.
 *
 * @module
 */

import { type Engine, tell } from "./engine.ts";
import type { EngineProvider } from "./input.ts";

/** So long a provider of the chain is left alone after an outage. */
const OUTAGE_MS = 15 * 60_000;

/** The first provider of the chain that can be used now; `null`: none. */
export function freeNow(engine: Engine): EngineProvider | null {
  const nowMs = engine.clock.now();
  return engine.input.providers.find(({ name }) =>
    freeAt(engine, name) <= nowMs
  ) ?? null;
}

/** The provider of the chain that can be used before `than` can; `null`: none. */
export function firstFree(
  engine: Engine,
  than: string,
): { readonly provider: string; readonly untilMs: number } | null {
  const times = engine.input.providers.map(({ name }) => ({
    provider: name,
    untilMs: freeAt(engine, name),
  }));
  const first = times.toSorted((a, b) => a.untilMs - b.untilMs)[0];
  return first === undefined || first.provider === than ? null : first;
}

/** Passes the work to the next provider of the chain; `false`: there is none that may be used. */
export function handOver(engine: Engine, untilMs: number): boolean {
  const now = engine.store.state.open?.provider;
  if (now === null || now === undefined) return false;
  engine.memory.exhausted.set(now, untilMs);
  const other = freeNow(engine);
  if (other === null) return false;
  tell(engine, "hand-over", {
    level: "warn",
    text: `${now} cannot be used for now: ${other.name} goes on`,
  });
  return true;
}

/**
 * Passes the work on after an outage.
 *
 * Each provider hands an iteration over at most once, or an outage of all of them would never end.
 */
export function handOverOnce(engine: Engine): boolean {
  const { memory, store, clock } = engine;
  const { iteration, open } = store.state;
  const key = `hand-over ${iteration} ${open?.provider}`;
  if (memory.said.has(key)) return false;
  memory.said.add(key);
  return handOver(engine, clock.now() + OUTAGE_MS);
}

/** From when on a provider can be used, epoch ms; 0: always. */
function freeAt({ memory }: Engine, name: string): number {
  return memory.exhausted.get(name) ?? 0;
}
