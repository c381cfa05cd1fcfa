// What is found out about a session of the predecessor, and told.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { withProject } from "./harness.ts";
import { goOn, layOldSession, OLD_NAME, withOld } from "./old_session.ts";

Deno.test("run finds where the branch of an old session began, so that all of its work is looked at", async () => {
  await withOld({ phase: "implementation" }, async (project, session) => {
    const worktree = join(project.worktrees, OLD_NAME);
    const base = await project.sh("git rev-parse HEAD");
    await project.sh(
      "echo 'type check' >ci.yml && git add . && " +
        "git -c user.name=Ada -c user.email=ada@example.com commit -q -m 'Phase 1: job'",
      worktree,
    );
    const early = await project.run(["show", "pyright-ci", "diff"]);
    assertStringIncludes(early.out, "+type check");
    const history = await project.run(["history", "pyright-ci"]);
    assertStringIncludes(history.err, "/_signal_history.jsonl\n");
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertEquals(session.rowsOf("worktree-ready")[0]?.base, base);
    assertStringIncludes(
      session.prompts()[0]!,
      `**Base branch:** main\n**Base commit:** ${base}\n`,
    );
    const diff = await project.run(["show", "pyright-ci", "diff"]);
    assertStringIncludes(diff.out, "+type check");
    const report = await project.run(["report", "pyright-ci"]);
    assertStringIncludes(report.out, `Commits:         ${base.slice(0, 10)}..`);
  });
});

Deno.test("run goes on with an old plan that it cannot read, and says so", async () => {
  await withProject(async (project) => {
    const session = await layOldSession(project, { phase: "implementation" });
    session.write("01-15-15:02-plan-ci.md", "# Plan\n\n1. One job\n2. Cache\n");
    const ran = await project.run(["run", "pyright-ci", "--once"]);
    assertEquals(ran.code, 0);
    assertStringIncludes(
      ran.err,
      'The plan "01-15-15:02-plan-ci.md" cannot be read in full: there is no section "## Implementation Phases"',
    );
    assert(!session.prompts()[0]!.includes("Every task of the plan is ticked"));
  }, { moods: [goOn] });
});

Deno.test("run --dry-run tells of an old session what a run would go on with, and leaves it alone", async () => {
  await withOld({ phase: "testing" }, async (project, session) => {
    const ran = await project.run(["run", "pyright-ci", "--dry-run"]);
    assertEquals(ran.code, 0);
    for (
      const line of [
        "Work in:    <dir>/worktrees/<date>-pyright-ci",
        "Branch:     pyright-ci",
        "Phase:      testing, iteration 13",
        "Waits for:  nothing",
      ]
    ) assert(ran.outLines.includes(line), ran.out);
    assert(!ran.out.includes("Starts at:"));
    const prompt = await project.run(["run", "pyright-ci", "--print-prompt"]);
    assertStringIncludes(prompt.out, "**Phase:** testing\n**Iteration:** 13\n");
    await Deno.remove(session.path("_overview.md"));
    const broken = await project.run(["run", "pyright-ci", "--dry-run"]);
    assertEquals(broken.code, 5);
  });
});

Deno.test("run tells an old session that is tested again so", async () => {
  for (const [record, label] of [["testing", "1st"], ["quality", "2nd"]]) {
    await withProject(async (project) => {
      const session = await layOldSession(project, { phase: "testing" });
      session.write(
        "_signal_history.jsonl",
        `{"phase": "implementation"}\n{"phase": "${record}"}\n{"phase": "testing"}\n`,
      );
      await project.run(["run", "pyright-ci", "--once"]);
      assertStringIncludes(
        session.prompts()[0]!,
        `**Testing run:** ${label} (post-`,
      );
    }, { moods: [goOn] });
  }
});
