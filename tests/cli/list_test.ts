import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { noteProject } from "../../lib/cli/known_projects.ts";
import { run } from "../../lib/cli/list.ts";
import { run as projects } from "../../lib/cli/projects.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { systemClock } from "../../lib/system/clock.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import { inProject, type MadeProject, type TimedRow } from "./made_session.ts";

const HOUR = 3_600_000;

function call(flags: Record<string, boolean> = {}) {
  return { flags, positionals: [] };
}

const started: readonly TimedRow[] = [
  ...prepared,
  runStarted,
  { kind: "iteration-started", iteration: 1, phase: "investigation" },
  attemptStarted(1),
];
const gate: TimedRow = {
  kind: "gate-waiting",
  reason: "plan_approval",
  to: "implementation",
  plan: null,
  planHash: null,
  text: "",
  overview: "",
};
Deno.test("samocode list --archived lists what was put away, with phase and cost", () =>
  inProject(async (project) => {
    const none = project.terminal();
    assertEquals(await run(call({ archived: true }), none), 0);
    assertEquals(none.errLines, ["No session is archived"]);
    await Deno.mkdir(join(project.sessions, "_archive"));
    await project.session("_archive/26-01-01-done", {
      rows: [...started, attemptEnded({ costUsd: 2 }), done],
    });
    const terminal = project.terminal();
    assertEquals(await run(call({ archived: true }), terminal), 0);
    assertEquals(terminal.outLines, [
      "SESSION        PHASE   COST",
      "26-01-01-done  done   $2.00",
    ]);
  }));

const done = decided("done", "done", { decision: "finish", text: "All in" });

/** Sessions that are done, wait, and run; the last one as long as `test` does. */
async function filled(
  project: MadeProject,
  test: () => Promise<void>,
): Promise<void> {
  const ago = (hours: number) => systemClock.now() - hours * HOUR - 1;
  await project.session("26-01-01-done", {
    rows: [...started, attemptEnded({ costUsd: 2 }), done],
    fromMs: ago(1),
  });
  await project.session("26-01-02-old", { rows: prepared, fromMs: ago(50) });
  await project.session("26-01-03-waits", {
    rows: [...started, attemptEnded(), gate],
    fromMs: ago(30),
  });
  const paths = await project.session("26-01-04-runs", {
    rows: started,
    fromMs: ago(2),
  });
  const info = {
    pid: Deno.pid,
    startTime: "",
    run: "run-1",
    host: "",
    since: "",
    version: "",
  };
  const lease = await takeLease(paths, info, systemClock);
  try {
    await test();
  } finally {
    lease.release();
  }
}

Deno.test("list run() puts those that need a person first, then those that run", () =>
  inProject((project) =>
    filled(project, async () => {
      const terminal = project.terminal();
      assertEquals(await run(call(), terminal), 0);
      assertEquals(terminal.outLines, [
        "SESSION         PHASE          ITER   COST      AGE  STATE                     NEXT",
        "26-01-03-waits  investigation     1      ?  1 d 6 h  waiting: plan approval    samocode approve 26-01-03-waits",
        "26-01-04-runs   investigation     1      -      2 h  running 2 h",
        "26-01-01-done   done              1  $2.00      1 h  done: All in              samocode report 26-01-01-done",
        "26-01-02-old    investigation     0      -  2 d 2 h  stopped: not started yet  samocode run 26-01-02-old",
      ]);
    })
  ));

Deno.test("list run() goes on below on a narrow terminal, and on no other output", () =>
  inProject(async (project) => {
    await project.session("26-01-02-old", { rows: prepared });
    for (const isTerminal of [true, false]) {
      const terminal = project.terminal({ isTerminal, columns: 40 });
      assertEquals(await run(call(), terminal), 0);
      const lines = terminal.outLines.flatMap((line) => line.split("\n"));
      assertEquals(lines.every((line) => line.length <= 40), isTerminal);
      assertEquals(terminal.outLines.length, 2);
      assertStringIncludes(lines.at(-1)!, "samocode run 26-01-02-old");
    }
  }));

Deno.test("list run() tells programs the same", () =>
  inProject((project) =>
    filled(project, async () => {
      const terminal = project.terminal();
      await run(call({ json: true }), terminal);
      const { sessions, errors } = JSON.parse(terminal.outLines.join(""));
      assertEquals(errors, []);
      const { changed, ...first } = sessions[0];
      assertEquals(Number.isNaN(Date.parse(changed)), false);
      assertEquals(first, {
        session: "26-01-03-waits",
        session_path: join(project.sessions, "26-01-03-waits"),
        project: project.repo,
        phase: "investigation",
        iteration: 1,
        state: "waiting",
        state_text: "waiting: plan approval → samocode approve 26-01-03-waits",
        run_stays: false,
        needs_person: true,
        next_command: "samocode approve 26-01-03-waits",
        cost_usd: 0,
        unpriced: 1,
        errors: [],
      });
    })
  ));

Deno.test("list run() goes over all known projects, and on past one that cannot be read", () =>
  inProject((project) =>
    filled(project, async () => {
      const terminal = project.terminal({ cwd: project.home });
      noteProject(terminal, join(project.home, "gone/.samocode"));
      noteProject(terminal, join(project.repo, ".samocode"));
      assertEquals(await run(call({ all: true }), terminal), 0);
      assertEquals(terminal.outLines.length, 5);
      // The command works where the person is.
      assertEquals(
        terminal.outLines[1]?.split(/ {2,}/),
        [
          "app",
          "26-01-03-waits",
          "investigation",
          "1",
          "?",
          "1 d 6 h",
          "waiting: plan approval",
          `samocode approve 26-01-03-waits --config ${project.repo}`,
        ],
      );
      assertEquals(terminal.errLines.length, 1);
      assertStringIncludes(terminal.errLines[0]!, 'gone/.samocode" is gone');

      const known = project.terminal();
      assertEquals(await projects(call(), known), 0);
      assertEquals(known.outLines.map((line) => line.split(/ {2,}/)), [
        ["PROJECT", "SESSIONS", "NEED YOU", "RUNNING", "FOLDER"],
        [
          ...["gone", "?", "?", "?"],
          `gone: ${project.home}/gone`,
        ],
        ["app", "4", "1", "1", project.repo],
      ]);
      assertEquals(known.errLines, [
        "samocode: next: samocode projects --forget-gone",
      ]);
    })
  ));

Deno.test("list run() adds to the short help only what needs a person", () =>
  inProject(async (project) => {
    const here = async (cwd = project.repo) => {
      const terminal = project.terminal({ cwd });
      assertEquals(await run(call({ "if-project": true }), terminal), 0);
      return [...terminal.outLines, ...terminal.errLines];
    };
    assertEquals(await here(project.home), []);
    assertEquals(await here(), [
      "",
      "No session of this project needs a person",
    ]);
    await filled(project, async () => {
      assertEquals((await here()).length, 3);
    });
    await Deno.writeTextFile(join(project.repo, ".samocode"), "X\n");
    assertStringIncludes((await here())[0]!, "samocode: Cannot use the conf");
  }));

Deno.test("list run() shows a session whose journal is broken, and one of the predecessor", () =>
  inProject(async (project) => {
    const paths = await project.session("broken", { rows: prepared });
    await Deno.writeTextFile(paths.journal, "x\n", { append: true });
    await project.session("old");
    const terminal = project.terminal();
    await run(call({ json: true }), terminal);
    const { sessions } = JSON.parse(terminal.outLines.join(""));
    assertEquals(
      sessions.map((s: Record<string, unknown>) => [
        s["session"],
        s["phase"],
        s["state"],
        s["next_command"],
      ]),
      [
        ["broken", "investigation", "unknown", "samocode verify broken"],
        ["old", "investigation", "stopped", "samocode run old"],
      ],
    );
  }));

Deno.test("list run() says that there is nothing", () =>
  inProject(async (project) => {
    const terminal = project.terminal();
    assertEquals(await run(call(), terminal), 0);
    assertEquals(terminal.outLines, []);
    assertStringIncludes(terminal.errLines[0]!, "No sessions yet");
  }));
