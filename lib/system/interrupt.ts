/**
 * Hears what ends the run from outside: Ctrl-C, `kill`, a closed terminal.
 *
 * @module
 */

import type { Interrupt } from "./host.ts";

/** What was heard. */
export interface Interrupts {
  /** The first one; later ones change nothing here. */
  current(): Interrupt | null;
  /** Aborted at the first one. */
  readonly stop: AbortSignal;
  /** Aborted at a second Ctrl-C: no more patience. */
  readonly force: AbortSignal;
  /** Stops listening: the system's own rules hold again. */
  close(): void;
}

const meanings: readonly (readonly [Deno.Signal, Interrupt])[] = [
  ["SIGINT", "interrupt"],
  ["SIGTERM", "terminated"],
  ["SIGHUP", "hungUp"],
];

/**
 * Listens from now on; `tell` is called once, at the first one.
 *
 * The run is not ended by this: whoever looks at `stop` has to.
 */
export function listenForInterrupts(
  tell: (interrupt: Interrupt) => void,
): Interrupts {
  const stop = new AbortController();
  const force = new AbortController();
  let first: Interrupt | null = null;

  function heard(meaning: Interrupt): void {
    if (first !== null) {
      if (meaning === "interrupt") force.abort();
      return;
    }
    first = meaning;
    stop.abort();
    tell(meaning);
  }

  const listeners = meanings.map(([signal, meaning]) => ({
    signal,
    listener: () => heard(meaning),
  }));
  for (const { signal, listener } of listeners) {
    Deno.addSignalListener(signal, listener);
  }
  return {
    current: () => first,
    stop: stop.signal,
    force: force.signal,
    close() {
      for (const { signal, listener } of listeners) {
        Deno.removeSignalListener(signal, listener);
      }
    },
  };
}
