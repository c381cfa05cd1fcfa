// Sessions of the predecessor go on without a migration.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import { layOldSession, OLD_NAME, type OldSession } from "./old_session.ts";
import type { SessionView } from "./session_view.ts";

const goOn = { mood: "signal", signal: { status: "continue" } };

/** Lays an old session and tests with it; its record and artifacts must be the same afterwards. */
async function withOld(
  old: OldSession,
  test: (project: Project, session: SessionView) => Promise<void>,
): Promise<void> {
  await withProject(async (project) => {
    const session = await layOldSession(project, old);
    const kept = () =>
      [
        "_signal_history.jsonl",
        "01-15-15:02-plan-ci.md",
        "01-15-14:31-dive-ci.md",
      ]
        .map((name) => session.read(name));
    const before = kept();
    await test(project, session);
    assertEquals(kept(), before);
  }, { moods: [goOn] });
}

Deno.test("run goes on with an old session: counters go on, no other byte changes", async () => {
  await withOld({ phase: "implementation" }, async (project, session) => {
    const before = session.read("_overview.md");
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertEquals(ran.errLines, [
      "Session taken over in phase implementation",
      '1 line is not readable in "_signal_history.jsonl"',
      "Iteration 13 · implementation (1 of at most 100)",
      "Goes on in implementation",
      "requested: One iteration is done",
    ]);
    assertEquals(
      session.read("_overview.md"),
      before.replace("\nIteration: 3\n", "\nIteration: 13\n")
        .replace("Total Iterations: 12\r\n", "Total Iterations: 13\r\n"),
    );
    session.sound();
    assertEquals(session.rowsOf("taken-over")[0]?.phaseIterations, {
      investigation: 1,
      requirements: 1,
      planning: 1,
    });
    const [start] = await project.starts();
    assertEquals(start?.workingDir, join(project.worktrees, OLD_NAME));
    assert(start?.phase === "implementation" && start.iteration === 13);
    assertEquals(session.rowsOf("worktree-ready")[0]?.branch, "pyright-ci");
    assertStringIncludes(session.prompts()[0]!, "01-15-15:02-plan-ci.md");
    assertStringIncludes(session.prompts()[0]!, "**Branch:** pyright-ci\n");
    assert(!session.prompts()[0]!.includes("## Initial Session Data"));
  });
});

Deno.test("run sees in an old session that a plan waits, and a person's edit approves it", async () => {
  const signal =
    '{"status": "waiting", "phase": "planning", "for": "plan_approval"}';
  for (
    const old of [
      { blocked: "waiting_human", signal },
      { next: "Await plan approval" },
    ]
  ) {
    await withOld({ phase: "planning", ...old }, async (project, session) => {
      const before = session.read("_overview.md");
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 4);
      assertEquals(ran.outLines, [
        `samocode: waiting next: samocode approve <date>-pyright-ci --run`,
      ]);
      assertEquals(await project.starts(), []);
      assertEquals(plain(session.read("_overview.md")), plain(before));
      session.edit(
        [/^Phase: planning$/m, "Phase: implementation"],
        [/^Blocked: .*$/m, "Blocked: no"],
      );
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(again.errLines[0], "Plan approved by editing the overview");
      assertEquals(session.status(), "implementation 13 13 no");
      assertEquals(
        session.rowsOf("gate-opened").map(({ by, channel, plan }) => [
          by,
          channel,
          plan,
        ]),
        [["person", "edit", "01-15-15:02-plan-ci.md"]],
      );
      session.sound();
    });
  }
});

Deno.test("run sees in an old session that questions wait", async () => {
  const signal = '{"status": "waiting", "for": "qa_answers"}';
  await withOld(
    { phase: "requirements", blocked: "waiting_human", signal },
    async (project, session) => {
      session.write(
        "_qa.md",
        "# Q&A\n\n### Q1: Which?\nA) One\nB) Two\n\n**Suggestion:** A - short\n**Answer:** _waiting_\n",
      );
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 4);
      assertEquals(ran.outLines, [
        "samocode: waiting next: samocode answer <date>-pyright-ci --run",
      ]);
      session.write("_qa.md", session.read("_qa.md").replace("_waiting_", "A"));
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(session.status(), "requirements 13 13 no");
      session.sound();
    },
  );
});

Deno.test("run stops at an old session that is blocked, until a person takes the block away", async () => {
  const signal =
    '{"status": "blocked", "reason": "No access", "needs": "environment"}';
  await withOld(
    { phase: "testing", blocked: "yes", signal },
    async (project, session) => {
      const before = session.read("_overview.md");
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 5);
      assertEquals(ran.errLines.at(-1), "blocked: No access");
      assertEquals(plain(session.read("_overview.md")), plain(before));
      session.edit([/^Blocked: yes$/m, "Blocked: no"]);
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(session.status(), "testing 13 13 no");
      session.sound();
    },
  );
});

Deno.test("run starts nobody in an old session that is done, and reopens it with a task", async () => {
  const signal = '{"status": "done", "summary": "All well"}';
  await withOld({ phase: "done", signal }, async (project, session) => {
    const ran = await project.run(["run", "pyright-ci"]);
    assertEquals(ran.code, 0);
    assertEquals(ran.outLines, ["samocode: done next: nothing"]);
    assertEquals(await project.starts(), []);
    const again = await project.run(
      ["run", "pyright-ci", "--task", "Sing", "--once"],
    );
    assertEquals(again.code, 0);
    assertEquals((await project.starts())[0]?.phase, "investigation");
    assertStringIncludes(session.prompts()[0]!, "Sing");
    session.sound();
  });
});

Deno.test("run drops no task that is given to an old session", async () => {
  await withOld({ phase: "testing" }, async (project) => {
    const ran = await project.run(["run", "pyright-ci", "--task", "Sing"]);
    assertEquals(ran.code, 2);
    assertEquals(ran.errLines, [
      "Session taken over in phase testing",
      '1 line is not readable in "_signal_history.jsonl"',
      'samocode: Cannot give "<date>-pyright-ci" another task: it is not done',
      '  try: samocode say <date>-pyright-ci "…"',
    ]);
    assertEquals(await project.starts(), []);
  });
});

Deno.test("run prepares an old session that was never begun", async () => {
  await withOld(
    { phase: "init", iteration: 0, total: 0, worktree: false },
    async (project, session) => {
      const ran = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(ran.code, 0);
      assertEquals(session.status(), "investigation 1 1 no");
      const [start] = await project.starts();
      assertEquals(start?.cwd, join(project.worktrees, OLD_NAME));
      assertStringIncludes(
        session.prompts()[0]!,
        "Run the type checker in CI.",
      );
      session.sound();
    },
  );
});

Deno.test("run works in the main folder where an old session names it, and says so", async () => {
  await withProject(async (project) => {
    const session = await layOldSession(project, {
      phase: "implementation",
      worktree: false,
      workingDir: project.repo,
    });
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertStringIncludes(
      ran.errLines.join("\n"),
      "The session has no worktree and names <dir>/repo: work is done there",
    );
    assertEquals((await project.starts())[0]?.cwd, project.repo);
    session.sound();
  }, { moods: [goOn] });
});

Deno.test("run never replaces the worktree of an old session by something else", async () => {
  await withOld(
    { phase: "implementation", worktree: false },
    async (project) => {
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 5);
      assertEquals(ran.errLines.slice(-2), [
        'samocode: Cannot take over "<date>-pyright-ci": its worktree "<dir>/worktrees/<date>-pyright-ci" is missing',
        '  try: git -C "<dir>/repo" worktree add "<dir>/worktrees/<date>-pyright-ci" BRANCH',
      ]);
      assertEquals(await project.starts(), []);
    },
  );
});

Deno.test("run knows no phase that is gone, and says the way out", async () => {
  await withOld({ phase: "pr-readiness" }, async (project, session) => {
    const ran = await project.run(["run", "pyright-ci"]);
    assertEquals(ran.code, 5);
    assertEquals(ran.outLines, [
      "samocode: blocked next: samocode goto investigation <date>-pyright-ci --run",
    ]);
    assertStringIncludes(ran.err, 'has no phase "pr-readiness"');
    assertEquals(await project.starts(), []);
    session.sound();
  });
});

Deno.test("run begins no new session where an old one has lost its overview", async () => {
  await withOld({ phase: "testing" }, async (project, session) => {
    await Deno.remove(session.path("_overview.md"));
    for (const more of [[], ["--task", "Do it"]]) {
      const ran = await project.run(["run", "pyright-ci", ...more]);
      assertEquals(ran.code, 5);
      assertEquals(ran.errLines, [
        'samocode: Cannot take over "<date>-pyright-ci": its overview is missing',
        '  try: put "<dir>/sessions/<date>-pyright-ci/_overview.md" back',
      ]);
    }
    assertEquals(await project.starts(), []);
  });
});

/** Without the fields that are the host's. */
function plain(overview: string): string {
  return overview.replaceAll(
    /^(Iteration|Total Iterations|Blocked): .*?(\r?)$/gm,
    "$1: -$2",
  );
}
