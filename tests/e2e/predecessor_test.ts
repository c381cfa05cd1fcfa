// Sessions of the predecessor go on without a migration.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { withProject } from "./harness.ts";
import { goOn, layOldSession, OLD_NAME, withOld } from "./old_session.ts";

Deno.test("run goes on with an old session: counters go on, no other byte changes", async () => {
  await withOld({ phase: "implementation" }, async (project, session) => {
    const before = session.read("_overview.md");
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertEquals(ran.errLines, [
      "Session taken over in phase implementation",
      '1 line is not readable in "_signal_history.jsonl"',
      "Put back in the overview: Iteration (3 → 12)",
      "Iteration 13 · implementation (1 of at most 100)",
      "Provider claude, login ANTHROPIC_API_KEY",
      "Goes on in implementation",
      "One iteration is done",
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

Deno.test("run keeps the branch that an old session was given before it was cut off", async () => {
  await withProject(async (project) => {
    const old = { phase: "init", iteration: 0, total: 0 };
    const session = await layOldSession(project, old);
    const env = { GIT_BRANCH_PREFIX: "ann" };
    await project.run(["run", "pyright-ci", "--once"], { env });
    assertEquals(session.rowsOf("worktree-ready")[0]?.branch, "pyright-ci");
    assertEquals((await project.run(["verify", "pyright-ci"])).code, 0);
  }, { moods: [goOn] });
});

Deno.test("run works in the main folder where an old session names it, and says so", async () => {
  await withProject(async (project) => {
    await Deno.symlink(project.repo, join(project.dir, "link"));
    const session = await layOldSession(project, {
      phase: "implementation",
      worktree: false,
      workingDir: join(project.dir, "link/"),
    });
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertStringIncludes(
      ran.errLines.join("\n"),
      "The session has no worktree and names <dir>/link/: work is done there",
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
        "  try: git -C <dir>/repo worktree add -f <dir>/worktrees/<date>-pyright-ci BRANCH",
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
      'samocode: blocked next: samocode goto quality <date>-pyright-ci --note "…" --run',
    ]);
    assertStringIncludes(ran.err, 'has no phase "pr-readiness"');
    assertEquals(await project.starts(), []);
    const way = `samocode goto PHASE ${OLD_NAME} --note "…"`;
    for (const look of [["status"], ["show"], ["list"]]) {
      const { out } = await project.run(look);
      assertStringIncludes(out, way, look[0]);
    }
    const gone = ["goto", "quality", OLD_NAME, "--note", "It is gone"];
    assertEquals((await project.run(gone)).code, 0);
    assertEquals((await project.run(["run", OLD_NAME, "--once"])).code, 0);
    assertEquals((await project.starts())[0]?.phase, "quality");
    session.sound();
  });
});

Deno.test("run begins no new session beside one of the oldest layout, and tells how to go on with it", async () => {
  await withOld({ phase: "testing" }, async (project, session) => {
    await project.sh(
      "mkdir _samocode && mv _overview.md _signal_history.jsonl _samocode",
      session.folder,
    );
    for (const more of [[], ["--task", "Do it"]]) {
      const ran = await project.run(["run", "pyright-ci", ...more]);
      assertEquals(ran.code, 2);
      assertEquals(ran.errLines, [
        'samocode: Cannot run "<date>-pyright-ci": its files are in "<dir>/sessions/<date>-pyright-ci/_samocode", where they once were',
        "  try: mv <dir>/sessions/<date>-pyright-ci/_samocode/* <dir>/sessions/<date>-pyright-ci",
      ]);
    }
    await project.sh("mv _samocode/* .", session.folder);
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertEquals(session.status(), "testing 13 13 no");
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
