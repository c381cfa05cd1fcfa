/**
 * A host whose provider is played in this process, for tests of the engine.
 *
 * @module
 */

import type {
  CheckRun,
  Exit,
  Facts,
  Host,
  Interrupt,
  Notice,
  StartSpec,
  Told,
} from "../../lib/system/host.ts";
import type { FakeClock } from "./clock.ts";

/** What one start of a provider finds, and what it can do. */
export interface Start {
  readonly spec: StartSpec;
  readonly prompt: string;
  /** Token that the prompt asks back. */
  readonly token: string;
  /** Folder of the session. */
  readonly session: string;
  /** Appends a line to the log. */
  line(value: unknown): void;
  /** Writes the signal file, with the right token unless told otherwise. */
  signal(signal: Readonly<Record<string, unknown>>, token?: string): void;
  /** Does something later. */
  after(ms: number, action: () => void | Promise<void>): void;
  /** Ends; with 0 unless told. */
  exit(code?: number): void;
}

/** What a provider does in one start. */
export type Act = (start: Start) => void;

/** A host that remembers what it was asked for. */
export interface FakeHost extends Host {
  readonly starts: readonly Start[];
  readonly ended: readonly string[];
  readonly notices: readonly Notice[];
  readonly told: readonly Told[];
  readonly kept: readonly string[];
  /** Somebody presses Ctrl-C, or the like. */
  interrupt(by: Interrupt): void;
  /** Texts of what was told, all in one. */
  words(): string;
}

/** What a host plays with. */
export interface FakeHostOptions {
  readonly session: string;
  readonly clock: FakeClock;
  /** One for each start; a further start is an error. */
  readonly acts: readonly Act[];
  readonly check?: (name: string) => Partial<CheckRun>;
  /** What a comparison with an earlier commit finds; nothing differs unless told. */
  readonly compared?: Partial<Pick<Host, "changes" | "diff" | "checkOld">>;
  readonly freeBytes?: () => number | null;
  readonly facts?: () => Facts;
  /** Whether a tree can be ended; always unless told. */
  readonly gone?: () => boolean;
}

interface Program {
  readonly exit: (exit: Exit) => void;
  over: boolean;
}

/** Makes a host; the acts are played in order, whatever the provider. */
export function fakeHost(options: FakeHostOptions): FakeHost {
  const { session, clock, acts } = options;
  const starts: Start[] = [];
  const ended: string[] = [];
  const notices: Notice[] = [];
  const told: Told[] = [];
  const kept: string[] = [];
  const running = new Map<string, Program>();
  const stop = new AbortController();
  let interrupted: Interrupt | null = null;

  function begin(spec: StartSpec, program: Program): void {
    const act = acts[starts.length];
    if (act === undefined) throw new Error(`start ${starts.length + 1}`);
    const start = startOf(spec, { session, clock, program });
    starts.push(start);
    act(start);
  }

  return {
    starts,
    ended,
    notices,
    told,
    kept,
    interrupt(by) {
      interrupted = by;
      stop.abort();
    },
    words: () => told.map(({ text }) => text).join("\n"),
    start(spec) {
      const { promise, resolve } = Promise.withResolvers<Exit>();
      const program: Program = { exit: resolve, over: false };
      running.set(spec.mark, program);
      begin(spec, program);
      return Promise.resolve({
        pid: 1000 + starts.length,
        startTime: "1",
        exited: promise,
      });
    },
    end(mark) {
      ended.push(mark);
      const program = running.get(mark);
      const gone = options.gone?.() ?? true;
      if (program !== undefined && gone) {
        program.over = true;
        program.exit({ code: null, signal: "SIGTERM" });
      }
      return Promise.resolve({ gone, swept: 0 });
    },
    facts: () => Promise.resolve(options.facts?.() ?? noRepository),
    keepWork(name) {
      kept.push(name);
      return Promise.resolve({ ref: `refs/samocode/wip/${name}` });
    },
    check: (name) =>
      Promise.resolve({
        exitCode: 0,
        timedOut: false,
        durationMs: 5,
        logHash: "",
        tail: "",
        ...options.check?.(name),
      }),
    changes: () => Promise.resolve({ files: [], descends: true }),
    diff: () => Promise.resolve({ text: "" }),
    checkOld: () => Promise.resolve({ results: [] }),
    ...options.compared,
    notify(notice) {
      notices.push(notice);
      return Promise.resolve({ sent: ["command"], failed: [] });
    },
    tell: (one) => void told.push(one),
    live: () => {},
    interrupted: () => interrupted,
    stop: stop.signal,
    freeBytes: () =>
      Promise.resolve(
        options.freeBytes === undefined ? null : options.freeBytes(),
      ),
  };
}

const noRepository: Facts = {
  head: null,
  tree: null,
  branch: null,
  dirty: false,
  changed: [],
};

function startOf(
  spec: StartSpec,
  { session, clock, program }: {
    readonly session: string;
    readonly clock: FakeClock;
    readonly program: Program;
  },
): Start {
  const prompt = spec.stdin === null ? "" : Deno.readTextFileSync(spec.stdin);
  const token = /^\*\*Signal token:\*\* (\S+)$/m.exec(prompt)?.[1] ??
    /"token":"([^"]+)"/.exec(prompt)?.[1] ?? "";
  const alive = (action: () => void | Promise<void>) => () =>
    program.over ? undefined : action();
  return {
    spec,
    prompt,
    token,
    session,
    line(value) {
      Deno.writeTextFileSync(spec.stdout, `${JSON.stringify(value)}\n`, {
        append: true,
      });
    },
    signal(signal, its = token) {
      Deno.writeTextFileSync(
        `${session}/_signal.json`,
        JSON.stringify({ ...signal, token: its }),
      );
    },
    after: (ms, action) => clock.after(ms, alive(action)),
    exit: (code = 0) => program.exit({ code, signal: null }),
  };
}
