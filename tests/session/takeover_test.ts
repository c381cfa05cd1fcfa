import { assert, assertEquals } from "@std/assert";
import { digest } from "../../lib/session/digest.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import { readPredecessor } from "../../lib/session/takeover.ts";
import { planFingerprintText } from "../../lib/workflow/plan.ts";
import { full } from "../workflow/fixture.ts";
import { mutate, numbers, OVERVIEW, pick, withSession } from "./fixture.ts";

const PLAN = "01-15-15:02-plan-ci.md";
const PLAN_TEXT = "## Implementation Phases\n### Phase 1: Core\n- [ ] a\n";
const IMPLEMENTATION = OVERVIEW.replace("planning", "implementation")
  .replace("Next: Await plan approval", "Next: Phase 1");

interface Left {
  readonly overview?: string;
  readonly history?: string;
  readonly signal?: string;
  readonly plan?: boolean;
}

/** What is read from a session as the predecessor left it. */
async function taken(paths: SessionPaths, left: Left) {
  const { overview, history, signal, plan = true } = left;
  for (const { name } of Deno.readDirSync(paths.folder)) {
    Deno.removeSync(`${paths.folder}/${name}`);
  }
  const write = Deno.writeTextFileSync;
  if (overview !== undefined) write(paths.overview, overview);
  if (history !== undefined) write(paths.history, history);
  if (signal !== undefined) write(paths.signal, signal);
  if (plan) write(`${paths.folder}/${PLAN}`, PLAN_TEXT);
  return await readPredecessor(paths, { workflow: full });
}

/** The body of the row, and the notes. */
async function body(paths: SessionPaths, left: Left) {
  const read = await taken(paths, left);
  assert(read.kind === "taken");
  return { ...read.body, notes: read.notes };
}

Deno.test("readPredecessor() takes counters, phase and a plan that waits", () =>
  withSession(async (paths) => {
    const history =
      '{"phase": "planning"}\n{"v": 2, "source_phase": "TESTING"}';
    assertEquals(await taken(paths, { overview: OVERVIEW, history }), {
      kind: "taken",
      body: {
        name: "pyright-ci",
        phase: "planning",
        iterations: 6,
        cameFrom: "testing",
        phaseIterations: { planning: 1, testing: 1 },
        workflow: "full",
        waiting: {
          reason: "plan_approval",
          plan: PLAN,
          planHash: digest(planFingerprintText(PLAN_TEXT)),
        },
        blocked: null,
        overview: digest(OVERVIEW),
      },
      notes: [],
    });
  }));

Deno.test("readPredecessor() goes on at the larger counter, else at the record's", () =>
  withSession(async (paths) => {
    const history = '{"phase": "planning"}\n{"phase": "planning"}';
    const iterations = async (overview: string) =>
      (await body(paths, { overview, history })).iterations;
    assertEquals(await iterations(OVERVIEW.replace(": 4", ": 9")), 9);
    assertEquals(await iterations(OVERVIEW.replace(/Total.*\n/, "")), 4);
    const none = OVERVIEW.replace(/Iteration: 4\nTotal.*\n/, "");
    assertEquals(await iterations(none), 2);
  }));

Deno.test("readPredecessor() sees a plan gate in each way it was left", () =>
  withSession(async (paths) => {
    const none = OVERVIEW.replace("Next: Await plan approval", "Next: Plan");
    const human = none.replace("Blocked: no", "Blocked: waiting_human");
    const signal = '{"status": "Waiting", "for": "plan_approval"}';
    const cases: [Left, string | undefined, string | null | undefined][] = [
      [{ overview: OVERVIEW }, "plan_approval", PLAN],
      [{ overview: human }, "plan_approval", PLAN],
      [{ overview: none, signal }, "plan_approval", PLAN],
      [{ overview: none }, undefined, undefined],
      [{ overview: human, plan: false }, undefined, undefined],
      [{ overview: OVERVIEW, plan: false }, "plan_approval", null],
      [{ overview: IMPLEMENTATION, signal }, undefined, undefined],
    ];
    for (const [left, reason, plan] of cases) {
      const { waiting } = await body(paths, left);
      assertEquals([waiting?.reason, waiting?.plan], [reason, plan]);
    }
  }));

Deno.test("readPredecessor() sees questions and actions that wait, without a plan", () =>
  withSession(async (paths) => {
    const wait = { reason: "qa_answers", plan: null, planHash: null };
    const signal = '{"status": "waiting", "for": "qa_answers"}';
    const overview = OVERVIEW.replace("planning", "Requirements");
    assertEquals((await body(paths, { overview, signal })).waiting, wait);
    assertEquals((await body(paths, { overview })).waiting, null);
    const human = overview.replace("Blocked: no", "Blocked: waiting_human");
    assertEquals((await body(paths, { overview: human })).waiting, wait);
    const action = IMPLEMENTATION.replace("d: no", "d: waiting_human");
    assertEquals(
      (await body(paths, { overview: action })).waiting?.reason,
      "human_action",
    );
    const nothing = human.replace("Requirements", "investigation");
    const { waiting, notes } = await body(paths, { overview: nothing });
    assertEquals(waiting, null);
    assertEquals(notes, ['"Blocked" is "waiting_human", and nothing is asked']);
  }));

Deno.test("readPredecessor() lets no signal wait that is not valid for the phase", () =>
  withSession(async (paths) => {
    for (
      const signal of [
        '{"status": "waiting", "for": "plan_approval"}',
        '{"status": "waiting"}',
        '{"status": "continue", "for": "human_action"}',
        '{"status": "waiting", "for": "human_action", "phase": "testing"}',
        "{",
      ]
    ) {
      const { waiting } = await body(paths, {
        overview: IMPLEMENTATION,
        signal,
      });
      assertEquals(waiting, null, signal);
    }
  }));

Deno.test("readPredecessor() takes over what blocked the session, before what waits", () =>
  withSession(async (paths) => {
    const signal = '{"status": "blocked", "reason": "no key", ' +
      '"needs": "environment"}';
    const blocked = async (word: string, signal?: string) => {
      const overview = OVERVIEW.replace("Blocked: no", `Blocked: ${word}`);
      const left = signal === undefined ? { overview } : { overview, signal };
      const read = await body(paths, left);
      assert(read.blocked === null || read.waiting === null);
      return read.blocked;
    };
    const own = { reason: "Wrote the plan", needs: null };
    assertEquals(await blocked("yes"), own);
    assertEquals(await blocked("Workflow_Error"), own);
    assertEquals(await blocked("yes", signal), {
      reason: "no key",
      needs: "environment",
    });
    assertEquals(await blocked("key is missing"), {
      reason: "key is missing",
      needs: null,
    });
    assertEquals(await blocked("no", signal), null);
    assertEquals(await blocked("No (all well)"), null);
  }));

Deno.test("readPredecessor() takes a session over as done when its last phase signalled it", () =>
  withSession(async (paths) => {
    const overview = OVERVIEW.replace("planning", "Done");
    const finished = async (signal: string, text = overview) =>
      (await body(paths, { overview: text, signal })).finished;
    const done = '{"status": "DONE", "summary": "All well"}';
    assertEquals(await finished(done), true);
    assertEquals(await finished('{"status": "done", "phase": "done"}'), true);
    assertEquals(await finished("{}"), undefined);
    assertEquals(await finished('{"status": "continue"}'), undefined);
    const blocked = overview.replace("Blocked: no", "Blocked: yes");
    assertEquals(await finished(done, blocked), undefined);
    assertEquals(await finished(done, IMPLEMENTATION), undefined);
  }));

Deno.test("readPredecessor() tells what it could not read", () =>
  withSession(async (paths) => {
    const { notes, phase, iterations } = await body(paths, {
      overview: IMPLEMENTATION.replace("implementation", "pr-readiness")
        .replace("Iteration: 4", "Iteration: four"),
      history: '{"phase": "planning"}\n{"v": 2,\nx\n',
      signal: '{"status": "perhaps"}',
    });
    assertEquals([phase, iterations], ["pr-readiness", 6]);
    assertEquals(notes, [
      '"Iteration" is no number: "four"',
      '2 lines are not readable in "_signal_history.jsonl"',
      'the workflow "full" knows no phase "pr-readiness"',
      '"status" is "perhaps", not one of continue, done, blocked, waiting',
    ]);
  }));

Deno.test("readPredecessor() makes no session of an overview that is missing or tells no phase", () =>
  withSession(async (paths) => {
    assertEquals(await taken(paths, { history: '{"phase": "planning"}' }), {
      kind: "problem",
      reason: "its overview is missing",
      hint: `put "${paths.overview}" back`,
    });
    const overview = OVERVIEW.replace("Phase: planning", "Phase:");
    assertEquals((await taken(paths, { overview })).kind, "problem");
    await Deno.remove(paths.overview);
    await Deno.symlink(PLAN, paths.overview);
    assertEquals(await readPredecessor(paths, { workflow: full }), {
      kind: "problem",
      reason: "its overview cannot be read: it is a link",
      hint: `put "${paths.overview}" back`,
    });
  }));

Deno.test("readPredecessor() takes no session over that has lost its journal", () =>
  withSession(async (paths) => {
    await body(paths, { overview: OVERVIEW });
    await Deno.mkdir(paths.logs);
    await Deno.writeTextFile(`${paths.logs}/01-15-1430-001-x.jsonl`, "{}");
    const read = () => readPredecessor(paths, { workflow: full });
    assertEquals((await read()).kind, "taken");
    await Deno.writeTextFile(`${paths.logs}/01-15-1430-002-x.prompt.md`, "");
    assertEquals(await read(), {
      kind: "problem",
      reason: "it is none of the predecessor, and its journal is missing",
      hint: `put "${paths.journal}" back`,
    });
    await Deno.remove(paths.logs, { recursive: true });
  }));

Deno.test("readPredecessor() survives whatever was left", () =>
  withSession(async (paths) => {
    const below = numbers(10);
    const signal = '{"status": "waiting", "for": "plan_approval"}';
    const history =
      '{"phase": "planning"}\n{"v": 2, "source_phase": "testing"}';
    await taken(paths, {});
    const write = (path: string, text: string) =>
      Deno.writeTextFileSync(path, pick(below, [text, mutate(below, text)]));
    for (let round = 0; round < 2_000; round++) {
      write(paths.overview, pick(below, [OVERVIEW, IMPLEMENTATION]));
      write(paths.history, history);
      write(paths.signal, signal);
      const read = await readPredecessor(paths, { workflow: full });
      if (read.kind === "problem") continue;
      assert(Number.isSafeInteger(read.body.iterations));
      assert(read.body.waiting === null || read.body.blocked === null);
    }
  }));
