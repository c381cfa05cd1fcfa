/**
 * How soon `samocode wait` tells of a change, and what it costs to wait.
 *
 * @module
 */

import { type Journal, openJournal } from "../../lib/session/journal.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { systemClock as clock } from "../../lib/system/clock.ts";
import { startTimeOf } from "../../lib/system/process_table.ts";
import { cpuOf, pause, start } from "../child.ts";
import type { Figure } from "../figure.ts";
import type { Lab, Measure } from "../lab.ts";
import { newSession } from "../synthetic.ts";

/** `samocode wait`. */
export const waiting: Measure = { name: "wait", run };

/** After so long it certainly waits. */
const SETTLE_MS = 1_000;

async function run(lab: Lab): Promise<readonly Figure[]> {
  const folder = await newSession(lab, { name: "awaited", iterations: 2 });
  const paths = sessionPaths(folder);
  const journal = await openJournal(paths, {
    clock,
    run: null,
    onRow: () => {},
  });
  const changes: number[] = [];
  const ends: number[] = [];
  const shares: number[] = [];
  for (let round = 0; round < lab.rounds(12); round++) {
    const held = await pretendToRun(paths, journal);
    const change = startWaiting(lab);
    await pause(SETTLE_MS);
    if (round < 3) {
      shares.push(await share(change.pid, lab.rounds(20) * 500));
    }
    // At no fixed place between two looks.
    await pause(round * 37 % 250);
    changes.push(await until(change.ended, () => journal.append(message)));
    const end = startWaiting(lab);
    await pause(SETTLE_MS + round * 37 % 250);
    ends.push(
      await until(end.ended, async () => {
        await journal.append(stopped);
        held.close();
      }),
    );
  }
  const figure = (
    name: string,
    { title, values, limit }: {
      readonly title: string;
      readonly values: readonly number[];
      readonly limit: number;
    },
  ): Figure => ({
    name: `wait ${name}`,
    title,
    unit: name === "cpu" ? "%" : "ms",
    better: "less",
    values,
    reference: null,
    goal: { of: "value", limit },
  });
  return [
    figure("delay", {
      title: "from a change to the end of `samocode wait`",
      values: changes,
      limit: 250,
    }),
    figure("end", {
      title: "from the end of a run to the end of `samocode wait`",
      values: ends,
      limit: 250,
    }),
    figure("cpu", {
      title: "of a core while `samocode wait` waits",
      values: shares,
      limit: 0.5,
    }),
  ];
}

function startWaiting(lab: Lab) {
  const words = [...lab.program.words, "wait", "awaited", "--timeout", "60"];
  return start(words, lab.options());
}

/** Holds the lease of a session, and says in its journal that a run goes on. */
async function pretendToRun(paths: SessionPaths, journal: Journal) {
  const lease = await Deno.open(paths.lease, { read: true, write: true });
  await lease.lock(true);
  // Who holds it is looked up.
  const pid = Deno.pid;
  const holder = {
    pid,
    startTime: await startTimeOf(pid),
    run: crypto.randomUUID(),
    host: Deno.hostname(),
    since: new Date().toISOString(),
    version: "0",
  };
  await Deno.writeTextFile(paths.leaseInfo, JSON.stringify(holder));
  await journal.append({
    kind: "run-started",
    pid: Deno.pid,
    startTime: "",
    version: "0",
    providers: [],
    providerVersions: {},
    limits: { maxIterations: null, maxHours: null, maxUsd: null },
    autoApprove: false,
    acceptSuggestions: false,
  });
  return lease;
}

const message = {
  kind: "request",
  verb: "say",
  text: "look again",
  by: "person",
  channel: "command",
  from: null,
  to: null,
  change: null,
} as const;

const stopped = {
  kind: "run-stopped",
  reason: "requested",
  code: 0,
  text: "Stopped on request",
  next: null,
  overview: null,
} as const;

/** How long something takes to happen after something was done. */
async function until(
  happens: Promise<unknown>,
  act: () => unknown,
): Promise<number> {
  const begun = performance.now();
  await act();
  await happens;
  return performance.now() - begun;
}

/** Per cent of a core that a process uses. */
async function share(pid: number, ms: number): Promise<number> {
  const before = cpuOf(pid) ?? 0;
  await pause(ms);
  return ((cpuOf(pid) ?? 0) - before) / ms * 100;
}
