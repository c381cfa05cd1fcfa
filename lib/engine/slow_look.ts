/**
 * What is looked at now and then while an attempt runs: the signal file, the journal, and for the person the live line.
 *
 * @module
 */

import { lstatOrNull } from "../system/files.ts";
import type { Engine } from "./engine.ts";
import { readSignal } from "./signal_read.ts";
import type { Watch } from "./watch.ts";

/** How {@linkcode createSlowLook} looks. */
export interface SlowLookOptions {
  readonly watch: Watch;
  readonly token: string;
  /** Start of the attempt, epoch ms. */
  readonly sinceMs: number;
  /** Hears of a signal file that has changed, and whether it has a valid signal of the attempt. */
  readonly onSignal: (valid: boolean) => void;
}

/** Makes the look; it returns whether a person asks to stop. */
export function createSlowLook(
  engine: Engine,
  { watch, token, sinceMs, onSignal }: SlowLookOptions,
): () => Promise<boolean> {
  const { host, store } = engine;
  let seen = "";
  return async () => {
    const stamp = stampOf(store.paths.signal);
    if (stamp !== seen) {
      seen = stamp;
      const reading = stamp === "" ? null : readSignal(engine, token);
      onSignal(reading?.kind === "valid" && reading.fenced);
    }
    await store.refresh();
    if (store.state.requests.some(({ verb }) => verb === "stop")) return true;
    host.live({
      phase: store.state.phase ?? "",
      iteration: store.state.iteration,
      sinceMs,
      tool: watch.tool,
      tokens: watch.tokens,
    });
    return false;
  };
}

function stampOf(path: string): string {
  const info = lstatOrNull(path);
  return info === null ? "" : `${info.mtime?.getTime()} ${info.size}`;
}
