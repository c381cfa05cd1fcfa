// From a task to its end, in both shipped workflows, with a person and without.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { withProject } from "./harness.ts";

const alone = ["--auto-approve", "--accept-suggestions"];

Deno.test("run carries a task to its end by itself, in the full workflow", async () => {
  await withProject(async (project) => {
    const ran = await project.run(
      ["run", "greeting", "--task", "Greet people", ...alone],
    );
    assertEquals(ran.code, 0);
    assertEquals(ran.outLines, [
      "samocode: done next: samocode report <date>-greeting",
    ]);
    assertEquals(ran.errLines, [
      "Worktree <dir>/worktrees/<date>-greeting on branch greeting from main",
      "Iteration 1 · investigation (1 of at most 20)",
      "Provider claude, login ANTHROPIC_API_KEY",
      "investigation → requirements: investigation is finished",
      "Iteration 2 · requirements (1 of at most 10)",
      "Waits for answers to its questions: One question",
      "Questions answered with the provider's suggestions",
      "Iteration 3 · requirements (2 of at most 10)",
      "requirements → planning: requirements is finished",
      "Iteration 4 · planning (1 of at most 10)",
      "Waits for plan approval: A plan in two phases",
      "Plan approved automatically: nobody read this plan",
      "Iteration 5 · implementation (1 of at most 100)",
      "Goes on in implementation: One phase of the plan is done",
      "Iteration 6 · implementation (2 of at most 100)",
      "implementation → testing: implementation is finished",
      "Iteration 7 · testing (1 of at most 20)",
      "No checks are configured: nothing verifies this step",
      "testing → quality: testing is finished",
      "Iteration 8 · quality (1 of at most 20)",
      "quality → testing: quality is finished",
      "Iteration 9 · testing (2 of at most 20)",
      "Tests and checks are as they were when the plan was approved",
      "testing → done: testing is finished",
      "Iteration 10 · done (1 of at most 3)",
      "Done: All is done",
      "The work: branch greeting, worktree <dir>/worktrees/<date>-greeting",
    ]);
    const session = project.session();
    session.sound();
    assertEquals(session.status(), "done 10 10 no");
    const [approved] = session.rowsOf("gate-opened")
      .filter(({ reason }) => reason === "plan_approval");
    assertEquals([approved?.by, approved?.channel], ["samocode", "auto"]);
    const worktree = join(project.worktrees, session.name);
    assertEquals(
      await project.sh("git log --format=%s main..HEAD", worktree),
      "Add fake-006.txt\nAdd fake-005.txt",
    );
    assertEquals(await project.sh("git status --porcelain", worktree), "");
    assertEquals(await project.sh("git status --porcelain"), "");
    // Once more: nothing to do, nobody is called.
    const again = await project.run(["run", "greeting"]);
    assertEquals(again.code, 0);
    assertEquals(again.outLines, [
      "samocode: done next: samocode report <date>-greeting",
    ]);
    assertEquals((await project.starts()).length, 10);
  });
});

Deno.test("run waits for answers and approval, each time with the next command, and a person's edits open both", async () => {
  await withProject(async (project) => {
    const first = await project.run(
      ["run", "greeting", "--task", "Greet people"],
    );
    const session = project.session();
    assertEquals(first.code, 4);
    assertEquals(first.outLines, [
      "samocode: waiting next: samocode answer <date>-greeting --run",
    ]);
    assertEquals(session.status(), "requirements 2 2 waiting_human");

    const unanswered = await project.run(["run", "greeting"]);
    assertEquals(unanswered.code, 4);
    assertEquals(unanswered.outLines, first.outLines);
    assertEquals((await project.starts()).length, 2);

    session.write("_qa.md", session.read("_qa.md").replace("_waiting_", "B"));
    const second = await project.run(["run", "greeting"]);
    assertEquals(second.code, 4);
    assertEquals(second.outLines, [
      "samocode: waiting next: samocode approve <date>-greeting --run",
    ]);
    assertEquals(second.errLines[0], "All questions are answered");
    assertEquals(session.status(), "planning 4 4 waiting_human");

    // As people did it before there was "approve".
    session.edit(
      [/^Phase: .*$/m, "Phase: implementation"],
      [/^Blocked: .*$/m, "Blocked: no"],
    );
    const third = await project.run(["run", "greeting"]);
    assertEquals(third.code, 0);
    assertEquals(third.errLines[0], "Plan approved by editing the overview");
    session.sound();
    assertEquals(session.status(), "done 10 10 no");
    assertEquals(
      session.rowsOf("gate-opened").map(({ by, channel, reason }) =>
        `${reason} ${by} ${channel}`
      ),
      ["qa_answers person edit", "plan_approval person edit"],
    );
    assertEquals(session.rowsOf("fields-restored"), []);
  });
});

Deno.test("run carries a task to its end in the quick workflow", async () => {
  await withProject(async (project) => {
    const ran = await project.run(
      ["run", "--task", "Greet people", "--workflow", "quick", ...alone],
    );
    assertEquals(ran.code, 0);
    const session = project.session("greet-people");
    session.sound();
    assertEquals(session.decisions(), [
      "hold waits-plan_approval planning",
      "repeat same-phase implementation",
      "advance transition implementation done",
      "finish done done",
    ]);
    assertEquals(session.rowsOf("session-created")[0]?.workflow, "quick");
    // The choice is the session's own.
    await project.run([
      "run",
      "greet-people",
      "--task",
      "Greet cats",
      ...alone,
    ]);
    assertEquals(session.status(), "done 8 8 no");
    assert(session.read("_overview.md").includes("] Resuming: Greet cats\n"));
    session.sound();
  });
});

Deno.test("run puts a plan back behind its gate when it is changed after the approval", async () => {
  await withProject(async (project) => {
    const words = ["--workflow", "quick", "--auto-approve"];
    await project.run(
      ["run", "s", "--task", "Do it", "--max-iterations", "2", ...words],
    );
    const session = project.session();
    assertEquals(session.status(), "implementation 2 2 no");
    const { plan } = session.rowsOf("gate-opened")[0]!;
    session.write(plan!, `${session.read(plan!)}\nAnd delete everything.\n`);
    const ran = await project.run(["run", "s"]);
    assertEquals(ran.code, 4);
    assertEquals((await project.starts()).length, 2);
    assertStringIncludes(ran.err, "its gate closes again");
    assertEquals(session.status(), "implementation 2 2 waiting_human");
    assertEquals(
      ran.outLines.at(-1),
      "samocode: waiting next: samocode approve <date>-s --run",
    );
    session.sound();
  });
});

Deno.test("run --stay goes on by itself when a person answers and approves from elsewhere", async () => {
  await withProject(async (project) => {
    const running = await project.start(
      ["run", "s", "--task", "Do it", "--stay"],
    );
    const beside = { alone: false };
    await running.says(/next: samocode answer .* --run/);
    await running.says(
      /It waits here until then\. Ctrl-C is safe: samocode run /,
    );
    await running.says(/^look: samocode show .*-s$/m);
    const answered = await project.run(
      ["answer", "s", "--accept-suggestions"],
      beside,
    );
    assertEquals(answered.code, 0, answered.err);
    await running.says(/next: samocode approve .* --run/);
    const approved = await project.run(["approve", "s", "--yes"], beside);
    assertEquals(approved.code, 0, approved.err);
    const ran = await running.ended;
    assertEquals(ran.code, 0);
    assertEquals(ran.outLines, [
      "samocode: done next: samocode report <date>-s",
    ]);
    const session = project.session();
    session.sound();
    assertEquals(session.status(), "done 10 10 no");
    assertEquals(
      session.rowsOf("gate-opened").map(({ channel }) => channel),
      ["command", "command"],
    );
    // Nothing is open a second time.
    const again = await project.run(["approve", "s", "--yes"]);
    assertEquals(again.code, 1);
    assertStringIncludes(again.err, "no plan waits for approval");
  });
});

Deno.test("samocode takes flags without a subcommand for a run, as its predecessor was called", async () => {
  await withProject(async (project) => {
    const words = ["--config", project.dir, "--session", "s", "--once"];
    const ran = await project.run([...words, "--task", "Do it"], { cwd: "/" });
    assertEquals(ran.code, 0);
    // The project is known from now on, by its folder's name.
    const known = await project.run(
      ["run", "--config", basename(project.dir), "--session", "s", "--once"],
      { cwd: "/" },
    );
    assertEquals(known.code, 4);
  });
});
