/**
 * A prepared session in a temporary folder, and runs of the engine on it with a fake host and a fake clock.
 *
 * @module
 */

import { join } from "@std/path";
import { loadWorkflow } from "../../lib/cli/load_workflow.ts";
import type { EngineInput, StopReport } from "../../lib/engine/input.ts";
import { runLoop } from "../../lib/engine/loop.ts";
import { prepareSession } from "../../lib/engine/prepare.ts";
import { approvePlan } from "../../lib/session/approve.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { openStore, type Store } from "../../lib/session/store.ts";
import type { Row, RowKind, RowOf } from "../../lib/workflow/row.ts";
import type { SessionState } from "../../lib/workflow/state.ts";
import { type PlainSignal, signals } from "../fakes/acts.ts";
import { type FakeClock, fakeClock } from "../fakes/clock.ts";
import {
  type Act,
  type FakeHost,
  fakeHost,
  type FakeHostOptions,
  type Start,
} from "../fakes/host.ts";

/** What a run of a test differs in. */
export interface RunOptions extends Partial<Omit<FakeHostOptions, "acts">> {
  readonly input?: Partial<EngineInput>;
  /** Gets the host before the run begins. */
  readonly onHost?: (host: FakeHost) => void;
}

/** A session with everything around it. */
export interface EngineStage {
  readonly paths: SessionPaths;
  readonly clock: FakeClock;
  readonly input: EngineInput;
  /** Runs the loop once. */
  run(
    acts: readonly Act[],
    options?: RunOptions,
  ): Promise<{ readonly report: StopReport; readonly host: FakeHost }>;
  /** Prepares once more, as every run does; no task is told. */
  prepare(): Promise<void>;
  /** Opens the session as a subcommand does. */
  open(): Promise<Store>;
  state(): Promise<SessionState>;
  rows<K extends RowKind>(kind: K): readonly RowOf<K>[];
  overview(): string;
  /** Changes the overview as a person with an editor. */
  edit(from: string | RegExp, to: string): void;
  approve(): Promise<void>;
}

const moment = { atMs: Date.UTC(2026, 0, 15, 13, 30), offsetMinutes: 60 };

/** Runs a test on a new session of the workflow `quick` and removes it. */
export async function withEngine(
  test: (stage: EngineStage) => Promise<void>,
): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  try {
    await test(await makeStage(home));
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

async function makeStage(home: string): Promise<EngineStage> {
  const folder = join(home, "26-01-15-greeting");
  const mainRepo = join(home, "plain");
  Deno.mkdirSync(folder);
  Deno.mkdirSync(mainRepo);
  const paths = sessionPaths(folder);
  const clock = fakeClock();
  const input = await engineInput({ session: folder, mainRepo });
  const open = () =>
    openStore(paths, {
      clock,
      run: null,
      redact: (text) => text,
      repair: true,
      version: "0.0.0",
    });
  const prepare = async (task: string | null) => {
    await prepareSession(await open(), {
      workflow: input.workflow,
      task,
      dive: null,
      mainRepo,
      worktrees: join(home, "worktrees"),
      branchPrefix: null,
      setup: null,
      now: () => moment,
      runSetup: () => Promise.reject(new Error("there is no setup")),
      say: () => {},
      stop: new AbortController().signal,
    });
  };
  await prepare("Greet people");
  const overview = () => Deno.readTextFileSync(paths.overview);
  return {
    paths,
    clock,
    input,
    open,
    overview,
    prepare: () => prepare(null),
    state: async () => (await open()).state,
    rows: (kind) => rowsOf(paths, kind),
    edit(from, to) {
      const text = overview();
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`no ${from} in the overview`);
      Deno.writeTextFileSync(paths.overview, edited);
    },
    async approve() {
      await approvePlan(await open(), {
        workflow: input.workflow,
        moment,
        actor: { by: "ann", channel: "command" },
      });
    },
    async run(acts, { input: more = {}, onHost, ...options } = {}) {
      const host = fakeHost({ session: folder, clock, ...options, acts });
      onHost?.(host);
      const report = await runLoop({ ...input, ...more }, { host, clock });
      return { report, host };
    },
  };
}

/** What the engine gets to know in tests. */
export async function engineInput(
  { session, mainRepo }: {
    readonly session: string;
    readonly mainRepo: string;
  },
): Promise<EngineInput> {
  const { workflow, skills } = await loadWorkflow("quick");
  return {
    session,
    mainRepo,
    skills,
    workflow,
    providers: [provider("claude")],
    defaultProfile: "standard",
    workflowOverrides: {},
    maxAttempts: 3,
    retryDelayMs: 5_000,
    clocks: {
      startMs: 120_000,
      silenceMs: 660_000,
      resultGraceMs: 30_000,
      signalGraceMs: 120_000,
      maxLogBytes: 1 << 30,
      maxRepeats: 60,
    },
    checks: [],
    testChanges: "gate",
    limits: {
      maxIterations: null,
      maxMs: null,
      maxUsd: null,
      once: false,
      until: null,
    },
    stay: false,
    autoApprove: false,
    acceptSuggestions: false,
    sandbox: true,
    secrets: [],
    minFreeBytes: 1 << 20,
    run: { id: "run-1", pid: 1, startTime: "1", version: "0.0.0" },
  };
}

/** A provider as it is configured without any wishes. */
export function provider(name: string): EngineInput["providers"][number] {
  return {
    name,
    model: null,
    profiles: {},
    maxTurns: null,
    timeoutMs: 1_800_000,
    args: [],
    dropEnv: [],
    inherit: "project",
    price: null,
    command: null,
    version: null,
  };
}

/** Rows of one kind in the journal of a session. */
export function rowsOf<K extends RowKind>(
  { journal }: SessionPaths,
  kind: K,
): readonly RowOf<K>[] {
  return Deno.readTextFileSync(journal).trimEnd().split("\n")
    .map((line): Row => JSON.parse(line))
    .filter((row) => row.kind === kind) as unknown as readonly RowOf<K>[];
}

/** The signal that shows a plan. */
export const SHOWS_PLAN: PlainSignal = {
  status: "waiting",
  for: "plan_approval",
  summary: "A plan in two phases",
};

/** Writes a plan, lists it, and waits for its approval. */
export const plans: Act = signals(SHOWS_PLAN, writePlan);

/** Says that a phase of the plan is done. */
export const goesOn: Act = signals({ status: "continue", summary: "One more" });

/** Says that the work is done. */
export const moves: Act = signals({
  status: "continue",
  phase: "done",
  summary: "All is built",
});

/** Ends the session. */
export const finishes: Act = signals({ status: "done", summary: "Finished" });

/** Writes the plan file and lists it in the overview. */
export function writePlan({ session }: Pick<Start, "session">): void {
  Deno.writeTextFileSync(
    join(session, "01-15-plan.md"),
    "# Plan\n\n## Implementation Phases\n\n### Phase 1: Greet\n- [ ] Say hello\n",
  );
  const path = join(session, "_overview.md");
  const text = Deno.readTextFileSync(path);
  if (text.includes("01-15-plan.md")) return;
  Deno.writeTextFileSync(
    path,
    text.replace("## Plans\n", "## Plans\n- 01-15-plan.md - one phase\n"),
  );
}
