/**
 * What goes on outside of samocode in a chaos session: a provider that does its work, and a person with an editor.
 *
 * @module
 */

import { begin, limited, result } from "../fakes/acts.ts";
import type { FakeClock } from "../fakes/clock.ts";
import type { Act, Start } from "../fakes/host.ts";

/** What happens to the provider when samocode dies. */
export type Orphan =
  /** Its guard ends it at once. */
  | "ended"
  /** It does all its work before anybody ends it. */
  | "worksOn";

/** The outside. */
export interface World {
  /** Plays the provider. */
  readonly act: Act;
  /** Iterations in which a valid signal was written. */
  readonly signalled: ReadonlySet<number>;
  /** Iterations in which a provider was started although the signal was there. */
  readonly needless: readonly number[];
  /** Iterations whose prompts told the person's message. */
  readonly told: readonly number[];
  /** Lines that the person wrote into the overview. */
  readonly lines: readonly string[];
  /** Lets go on what runs, or ends it: samocode has died. */
  orphaned(): Promise<void>;
  /** The person adds a line to the overview, whatever stands there. */
  write(): void;
}

/** What the person says in the course of the session. */
export const MESSAGE = "Mind the umlauts";

const PLAN = "01-15-plan.md";
/** As another program does it: none of the numbered effects. */
const rename = Deno.renameSync;

/** Makes the outside of a session. */
export function makeWorld(
  { session, clock, orphan }: {
    readonly session: string;
    readonly clock: FakeClock;
    readonly orphan: Orphan;
  },
): World {
  const signalled = new Set<number>();
  const needless: number[] = [];
  const told: number[] = [];
  const lines: string[] = [];
  const overview = `${session}/_overview.md`;
  const starts = new Map<number, number>();
  let alive = 0;

  function write(): void {
    const there = textOf(overview);
    // An editor has the text that it loaded, and saves it over nothing, too.
    const text = there ?? textOf(`${overview}.swap`);
    if (text === null) return;
    const line = `The person's line ${lines.length + 1}.`;
    const changed = text.replace("## Task\n", `## Task\n${line}\n`);
    if (changed === text) return;
    lines.push(line);
    if (lines.length % 2 === 0) {
      Deno.writeTextFileSync(`${overview}~`, changed);
      rename(`${overview}~`, overview);
    } else Deno.writeTextFileSync(overview, changed);
  }

  const act: Act = (start) => {
    const { phase, iteration, repair } = readPrompt(start.prompt);
    const its = repair ? [...starts.keys()].at(-1)! : iteration;
    if (signalled.has(its)) needless.push(its);
    if (start.prompt.includes(MESSAGE)) told.push(its);
    const count = (starts.get(its) ?? 0) + 1;
    starts.set(its, count);
    const life = ++alive;
    const after = (ms: number, act: () => void) =>
      clock.after(ms, () => {
        if (life === alive) act();
      });
    const signal = (value: Readonly<Record<string, unknown>>) => {
      signalled.add(its);
      start.signal(value);
    };
    const done = (work: () => void, value: Parameters<typeof signal>[0]) => {
      begin(start);
      after(300, () => {
        work();
        write();
      });
      after(600, () => signal(value));
      after(700, () => result(start));
      after(900, () => start.exit());
    };
    play(start, { phase, repair, count, done });
  };

  return {
    act,
    signalled,
    needless,
    told,
    lines,
    async orphaned() {
      if (orphan === "worksOn") await clock.sleep(60_000);
      alive++;
    },
    write,
  };

  function play(
    start: Start,
    { phase, repair, count, done }: {
      readonly phase: string;
      readonly repair: boolean;
      readonly count: number;
      readonly done: (
        work: () => void,
        signal: Readonly<Record<string, unknown>>,
      ) => void;
    },
  ): void {
    const boxes = textOf(`${session}/${PLAN}`) ?? "";
    const tick = () =>
      Deno.writeTextFileSync(
        `${session}/${PLAN}`,
        boxes.replace("- [ ]", "- [x]"),
      );
    if (repair) {
      return done(() => {}, { status: "continue", summary: "Half is built" });
    }
    switch (phase) {
      case "planning":
        if (count === 1) return crash(start);
        return done(() => plan(session), {
          status: "waiting",
          for: "plan_approval",
          summary: "A plan",
        });
      case "implementation": {
        if (boxes.includes("- [ ]")) {
          // The signal is forgotten, and asked for in a repair turn.
          begin(start);
          tick();
          result(start);
          return start.exit();
        }
        if (count === 1) return limited(clock.now() + 600_000)(start);
        const phase = "done";
        return done(() => {}, { status: "continue", phase, summary: "Built" });
      }
      default:
        return done(() => {}, { status: "done", summary: "All is done" });
    }
  }
}

function crash(start: Start): void {
  begin(start);
  start.exit(1);
}

function plan(session: string): void {
  Deno.writeTextFileSync(
    `${session}/${PLAN}`,
    "# Plan\n\n### Phase 1: Greet\n- [ ] Say hello\n",
  );
  const overview = `${session}/_overview.md`;
  const text = Deno.readTextFileSync(overview);
  if (text.includes(PLAN)) return;
  Deno.writeTextFileSync(
    overview,
    text.replace("## Plans\n", `## Plans\n- ${PLAN} - one phase\n`),
  );
}

function readPrompt(prompt: string) {
  const find = (label: string) =>
    new RegExp(`^\\*\\*${label}:\\*\\* (.*)$`, "m").exec(prompt)?.[1] ?? "";
  return {
    phase: find("Phase"),
    iteration: Number(find("Iteration")),
    repair: find("Iteration") === "",
  };
}

function textOf(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
