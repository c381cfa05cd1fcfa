/**
 * Ends a process tree: polite signal, TERM, KILL, then everything that left its group.
 *
 * @module
 */

import { signalGroup, signalProcess } from "./capture.ts";
import type { Clock } from "./clock.ts";
import type { TreeEnd } from "./host.ts";
import type { Look, Seen } from "./look.ts";

/** A tree to be ended. */
export interface EndingTree {
  /** Its process group; `null`: unknown, only what `look` finds is ended. */
  readonly group: number | null;
  readonly polite: "SIGTERM" | "SIGINT";
  readonly look: Look;
  /** Its leader; `null`: not our child, so its end cannot be heard of. */
  readonly leader: {
    gone(): boolean;
    readonly exited: Promise<unknown>;
  } | null;
}

/** How long things may take. */
export interface EndLimits {
  readonly clock: Clock;
  /** After a polite signal that is not TERM. */
  readonly politeMs: number;
  /** After TERM. */
  readonly graceMs: number;
  /** After KILL; what lives on then is reported as not gone. */
  readonly killMs: number;
  /** Aborted: no more grace. */
  readonly force: AbortSignal;
}

const pollMs = 15;

/** Ends a tree and proves that nothing of it is left. */
export async function endTree(
  tree: EndingTree,
  limits: EndLimits,
): Promise<TreeEnd> {
  const swept = new Set<number>();
  const group = groupOf(tree, swept);
  const leaderLives = tree.leader !== null && !tree.leader.gone();
  if (leaderLives && tree.polite !== "SIGTERM") {
    await askGroup(tree, { ...limits, group, signal: tree.polite });
  }
  await askGroup(tree, { ...limits, group, signal: "SIGTERM" });
  group.send("SIGKILL");
  const gone = await sweep(tree, { ...limits, group, swept });
  return { gone, swept: swept.size };
}

interface Group {
  /** Whether no living process is in it. */
  gone(): Promise<boolean>;
  send(signal: Deno.Signal): void;
  /** Whether its number still means this group. */
  sure(): boolean;
}

/** Once the group was seen empty its number may be given to another one: it is not signalled again. */
function groupOf({ group, leader, look }: EndingTree, swept: Set<number>) {
  let over = group === null;
  const result: Group = {
    sure: () => !over,
    send(signal) {
      if (over || group === null) return;
      if (signalGroup(group, signal) === "gone" && leaderGone()) over = true;
    },
    async gone() {
      if (over || group === null) return true;
      if (!leaderGone()) return false;
      // CONT as the probe: it wakes a stopped process, which could not hear TERM, and hurts no other.
      if (signalGroup(group, "SIGCONT") === "gone") return over = true;
      const members = inGroup(await look({ group: true }), group);
      if (members === null) return false;
      // Our leader is gone for good, so this is another process that got its number.
      if (leader !== null && members.some(({ pid }) => pid === group)) {
        return over = true;
      }
      for (const { pid } of members) swept.add(pid);
      return members.length === 0;
    },
  };
  const leaderGone = () => leader === null || leader.gone();
  return result;
}

function inGroup(seen: readonly Seen[] | null, group: number) {
  return seen === null ? null : seen.filter((one) => one.group === group);
}

async function askGroup(
  { leader }: EndingTree,
  { group, signal, ...limits }: EndLimits & {
    readonly group: Group;
    readonly signal: Deno.Signal;
  },
): Promise<void> {
  const { clock, force } = limits;
  if (force.aborted || await group.gone()) return;
  group.send(signal);
  const limit = clock.steady() +
    (signal === "SIGTERM" ? limits.graceMs : limits.politeMs);
  while (!force.aborted && clock.steady() < limit) {
    if (leader !== null && !leader.gone()) {
      await waitFor(leader.exited, limit - clock.steady(), { clock, force });
    } else {
      if (await group.gone()) return;
      await clock.sleep(pollMs, force);
    }
  }
}

/** Kills until a look finds nothing: a process may have a child while we look. */
async function sweep(
  { leader, look }: EndingTree,
  { group, swept, clock, killMs }: EndLimits & {
    readonly group: Group;
    readonly swept: Set<number>;
  },
): Promise<boolean> {
  const limit = clock.steady() + killMs;
  if (leader !== null && !leader.gone()) {
    await waitFor(leader.exited, killMs, { clock });
  }
  for (;;) {
    const seen = await look({ group: group.sure() && !await group.gone() });
    if (seen === null) return false;
    if (seen.length === 0) return leader === null || leader.gone();
    if (clock.steady() > limit) return false;
    for (const { pid, group } of seen) {
      swept.add(pid);
      // The whole group at once: a process that forks and exits is always a step ahead of a signal to itself.
      signalGroup(group, "SIGKILL");
      signalProcess(pid, "SIGKILL");
    }
    await clock.sleep(pollMs);
  }
}

async function waitFor(
  event: Promise<unknown>,
  ms: number,
  { clock, force }: { readonly clock: Clock; readonly force?: AbortSignal },
): Promise<void> {
  const over = new AbortController();
  const signal = force === undefined
    ? over.signal
    : AbortSignal.any([over.signal, force]);
  await Promise.race([event, clock.sleep(ms, signal)]);
  over.abort();
}
