/**
 * What every part of the engine works with.
 *
 * @module
 */

import { UserError } from "../errors.ts";
import type { Store } from "../session/store.ts";
import type { Clock } from "../system/clock.ts";
import type {
  EarlierProcess,
  Host,
  IndexLock,
  Told,
  TreeEnd,
} from "../system/host.ts";
import type { RowOf } from "../workflow/row.ts";
import type { Moment } from "../workflow/timestamps.ts";
import type { TreeFacts } from "../workflow/tree_facts.ts";
import type { EngineInput } from "./input.ts";

/** The parts of a run, and the little it remembers that is not in the journal. */
export interface Engine {
  readonly input: EngineInput;
  readonly host: Host;
  readonly clock: Clock;
  readonly store: Store;
  readonly memory: RunMemory;
}

/** As much of an engine as is needed to look and not to act. */
export interface View {
  readonly input: EngineInput;
  readonly clock: Clock;
  readonly store: Pick<Store, "paths" | "state">;
}

/** Facts of this run. */
export interface RunMemory {
  /** Iterations this run has decided. */
  iterations: number;
  /** Its start on the steady clock, which stands still while the machine sleeps. */
  startedMs: number;
  /** Waits for a limit, on the steady clock: they do not count as working time. */
  idleMs: number;
  /** Tree at the end of the newest attempt. */
  tree: TreeFacts | null;
  /** Lock on the index that was there at that time. */
  lock: IndexLock | null;
  /** Whether there is something to tell although nothing was decided. */
  news: boolean;
  /** What was said once and is not said again. */
  readonly said: Set<string>;
  /** Providers that cannot be used before a time (epoch ms). */
  exhausted: Map<string, number>;
}

/** The present moment in local time. */
export function momentOf({ clock }: Pick<Engine, "clock">): Moment {
  const atMs = clock.now();
  return { atMs, offsetMinutes: clock.offset(atMs) };
}

/** Looks at the working folder, for the journal; a lock on the index is remembered. */
export async function treeOf({ host, memory }: Engine): Promise<TreeFacts> {
  const { head, tree, branch, dirty, indexLock } = await host.facts();
  memory.lock = indexLock ?? null;
  return { head, tree, branch, dirty };
}

/**
 * Ends everything that an attempt started.
 *
 * @throws {UserError} when something of it lives on: nothing may be done beside it, and nobody can tell its edits from a
 * person's. The attempt stays open in the journal, and the next run tries again.
 */
export async function endTree(
  { host }: Engine,
  mark: string,
  earlier?: EarlierProcess,
): Promise<TreeEnd> {
  const end = await host.end(mark, earlier);
  if (end.gone) return end;
  throw new UserError(
    "Cannot go on: a process that the provider started cannot be ended",
    {
      details: [`it has SAMOCODE_RUN=${mark} in its environment`],
      hint: "end it by hand and run again",
    },
  );
}

/** A command as the person can type it who started the run. */
export function placed(
  { input }: Pick<Engine, "input">,
  command: string | null,
): string | null {
  return command === null ? null : `${command}${input.place ?? ""}`;
}

/** Tells the person something. */
export function tell(
  { host }: Pick<Engine, "host">,
  event: string,
  told: Omit<Told, "event" | "level"> & { readonly level?: Told["level"] },
): void {
  host.tell({ ...told, event, level: told.level ?? "info" });
}

/** Waits; a person's interrupt ends it early, and so does a request for which `until` is true. */
export async function pause(
  engine: Engine,
  ms: number,
  until: (requests: readonly RowOf<"request">[]) => boolean = () => false,
): Promise<"over" | "stopped" | "requested"> {
  const { clock, host, store } = engine;
  const endMs = clock.now() + ms;
  for (;;) {
    if (host.interrupted() !== null) return "stopped";
    await store.refresh();
    if (until(store.state.requests)) return "requested";
    const left = endMs - clock.now();
    if (left <= 0) return "over";
    await clock.sleep(Math.min(left, 250), host.stop);
  }
}
