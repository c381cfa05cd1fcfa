/**
 * A whole session with one fault in it: run, killed, started again, until it is done.
 *
 * @module
 */

import { join } from "@std/path";
import type { EngineInput, StopReport } from "../../lib/engine/input.ts";
import { runLoop } from "../../lib/engine/loop.ts";
import { prepareSession } from "../../lib/engine/prepare.ts";
import { UserError } from "../../lib/errors.ts";
import { approvePlan } from "../../lib/session/approve.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { sayToSession } from "../../lib/session/requests.ts";
import { openStore, type Store } from "../../lib/session/store.ts";
import { asDiskError } from "../../lib/system/disk_error.ts";
import { systemClock } from "../../lib/system/clock.ts";
import type { Host } from "../../lib/system/host.ts";
import { type FakeClock, fakeClock } from "../fakes/clock.ts";
import { fakeHost } from "../fakes/host.ts";
import { Died, type Fault, type Faults, installFaults } from "./faults.ts";
import { judge, type Verdict } from "./judge.ts";
import { makeWorld, MESSAGE, type Orphan, type World } from "./world.ts";

/** What goes wrong, where. */
export interface Plan {
  readonly at: number;
  readonly fault: Fault;
}

/** How a session ended. */
export interface Played {
  /** Names of all steps, in order. */
  readonly steps: readonly string[];
  /** Whether the step was reached. */
  readonly happened: boolean;
  readonly verdict: Verdict;
}

/** Values that do not change from session to session. */
export type FixedInput = Omit<EngineInput, "session" | "mainRepo" | "run">;

const MAX_LIVES = 20;
const moment = { atMs: Date.UTC(2026, 0, 15, 13, 30), offsetMinutes: 60 };

interface Scene {
  readonly paths: SessionPaths;
  readonly mainRepo: string;
  readonly clock: FakeClock;
  readonly world: World;
  readonly faults: Faults;
  readonly input: FixedInput;
}

/** Plays a session in a folder of its own below `home`, and removes it. */
export async function playSession(
  plan: Plan | null,
  { home, orphan, input }: {
    readonly home: string;
    readonly orphan: Orphan;
    readonly input: FixedInput;
  },
): Promise<Played> {
  const dir = Deno.realPathSync(Deno.makeTempDirSync({ dir: home }));
  const folder = join(dir, "26-01-15-greeting");
  const mainRepo = join(dir, "plain");
  Deno.mkdirSync(folder);
  Deno.mkdirSync(mainRepo);
  const clock = fakeClock();
  const paths = sessionPaths(folder);
  const world = makeWorld({ session: folder, clock, orphan });
  const faults = installFaults(plan);
  try {
    const scene = { paths, mainRepo, clock, world, faults, input };
    // A person who keeps away leaves everything as samocode left it.
    const problems = await live(scene, { edits: (plan?.at ?? 0) % 2 === 0 });
    faults.restore();
    return {
      steps: faults.steps,
      happened: faults.happened,
      verdict: await judge(paths, { world, problems }),
    };
  } finally {
    faults.restore();
    Deno.removeSync(dir, { recursive: true });
  }
}

/** Lives one life after the other, and tells what a person could not get over. */
async function live(
  scene: Scene,
  { edits }: { readonly edits: boolean },
): Promise<readonly string[]> {
  const { faults, world } = scene;
  let again = false;
  for (let lives = 1; lives <= MAX_LIVES; lives++) {
    const deed = await nextDeed(scene, { again });
    if (deed === null) return [];
    if (typeof deed === "string") return [deed];
    const undisturbed = faults.happened;
    again = false;
    try {
      const report = await deed();
      if (report?.reason === "failed") {
        again = true;
        if (undisturbed) return [`a run failed: ${report.text}`];
      }
    } catch (error) {
      // Without a last word the person does not know how it ended.
      again = true;
      const forPerson = error instanceof UserError ||
        asDiskError(error) !== null;
      if (error instanceof Died) await world.orphaned();
      else if (!forPerson || undisturbed) {
        return [`a life without a fault failed: ${wordsOf(error)}`];
      }
    } finally {
      faults.endLife();
    }
    if (edits) world.write();
  }
  return ["it does not come to an end"];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** Something that a person types; a run tells how it ended. */
type Deed = () => Promise<StopReport | null>;

/** What the person types next; a text is why there is nothing to type. */
async function nextDeed(
  scene: Scene,
  { again }: { readonly again: boolean },
): Promise<Deed | string | null> {
  const { state } = await open(scene, { repair: false });
  if (state.finished && !again) return null;
  if (state.blocked !== null) return `it is blocked: ${state.blocked.reason}`;
  if (state.waiting?.reason !== "plan_approval") {
    return () => run(scene, { task: state.seq === 0 ? "Greet people" : null });
  }
  const actor = { by: "ann", channel: "command" };
  const said = Deno.readTextFileSync(scene.paths.journal).includes(MESSAGE);
  if (!said) {
    return async () => {
      await sayToSession(await open(scene), { actor, text: MESSAGE });
      return null;
    };
  }
  return async () => {
    const { workflow } = scene.input;
    await approvePlan(await open(scene), { workflow, moment, actor });
    return null;
  };
}

async function open(
  { paths, clock }: Scene,
  { repair = true, run = null }: {
    readonly repair?: boolean;
    readonly run?: string | null;
  } = {},
): Promise<Store> {
  return await openStore(paths, {
    clock,
    run,
    repair,
    redact: (text) => text,
    version: "0.0.0",
  });
}

async function run(
  scene: Scene,
  { task }: { readonly task: string | null },
): Promise<StopReport> {
  const { paths, clock, world, faults, mainRepo, input } = scene;
  const id = crypto.randomUUID();
  const process = { pid: 1, startTime: "1", version: "0.0.0" };
  const lease = await takeLease(
    paths,
    { ...process, run: id, host: "here", since: "now" },
    systemClock,
  );
  try {
    await prepareSession(await open(scene, { run: id }), {
      workflow: input.workflow,
      task,
      dive: null,
      mainRepo,
      worktrees: join(mainRepo, "..", "worktrees"),
      branchPrefix: null,
      setup: null,
      now: () => moment,
      stop: new AbortController().signal,
      runSetup: () => Promise.reject(new Error("there is no setup")),
      say: () => {},
    });
    const host = fakeHost({
      session: paths.folder,
      clock,
      acts: Array(20).fill(world.act),
    });
    return await runLoop(
      { ...input, session: paths.folder, mainRepo, run: { id, ...process } },
      { host: faulty(host, faults), clock },
    );
  } finally {
    lease.release();
  }
}

/** The host with every call a step of its own. */
function faulty(host: Host, faults: Faults): Host {
  return {
    ...host,
    async start(spec) {
      if (faults.diskFails) {
        throw new UserError(`Cannot write "${spec.stdout}"`);
      }
      return await faults.effect("host start", () => host.start(spec));
    },
    end: (mark, earlier) =>
      faults.effect("host end", () => host.end(mark, earlier)),
    facts: () => faults.effect("host facts", () => host.facts()),
    keepWork: (name) =>
      faults.effect(
        "host keepWork",
        () =>
          faults.diskFails
            ? Promise.resolve({ problem: "no space" })
            : host.keepWork(name),
      ),
    check: (name, log) =>
      faults.effect("host check", () => host.check(name, log)),
    notify: (notice) => faults.effect("host notify", () => host.notify(notice)),
    freeBytes: () => faults.effect("host freeBytes", () => host.freeBytes()),
  };
}
