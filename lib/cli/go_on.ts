/**
 * After an act of a person: goes on with the run, or tells how.
 *
 * @module
 */

import { leaseHeld } from "../session/lease.ts";
import { systemClock } from "../system/clock.ts";
import type { Acting } from "./acting.ts";
import { commandLines } from "./look/place.ts";
import { type Call, on, text } from "./subcommand.ts";

/** A run that has found nothing to do ends within this time. */
const ENDING_MS = 10_000;
const LOOK_MS = 50;

/**
 * Goes on with `samocode run` where `--run` asks for it, and returns its exit code.
 *
 * A run that stays at its gate sees by itself what was done, and needs no other.
 */
export async function goOn(acting: Acting, call: Call): Promise<number> {
  const { terminal, name } = acting;
  const command = commandLines(acting)(name);
  if (await runStays(acting)) {
    terminal.err("samocode: the run that waits goes on by itself");
    return 0;
  }
  if (!on(call, "run")) {
    terminal.err(`samocode: next: ${command("run")}`);
    return 0;
  }
  await untilFree(acting);
  const { run } = await import("./run.ts");
  return await run(
    { flags: { config: text(call, "config") }, positionals: [name] },
    terminal,
  );
}

async function runStays({ store }: Acting): Promise<boolean> {
  await store.refresh();
  const { run } = store.state;
  return run !== null && run.stay && run.stopped === null &&
    await leaseHeld(store.paths, systemClock);
}

/** The run that came to the gate may still be telling people about it. */
async function untilFree({ store }: Acting): Promise<void> {
  const endMs = systemClock.steady() + ENDING_MS;
  while (
    systemClock.steady() < endMs && await leaseHeld(store.paths, systemClock)
  ) await systemClock.sleep(LOOK_MS);
}
