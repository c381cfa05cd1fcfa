// Where the work is done: worktrees, branches, plain folders, remotes, setup.

import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";

const task = ["run", "s", "--task", "Do it", "--once"];
const again = ["run", "s", "--once"];
const moods = [{ mood: "signal", signal: { status: "continue" } }];

Deno.test("run works in a plain folder, and says so once", async () => {
  await withProject(async (project) => {
    const said =
      "<dir>/repo is a plain folder: work is done in it, without a worktree";
    const first = await project.run(task);
    assertEquals([first.code, first.errLines[0]], [0, said]);
    const second = await project.run(again);
    assertEquals(second.code, 0);
    assert(!second.errLines.includes(said));
    const session = project.session();
    session.sound();
    assertEquals(session.rowsOf("worktree-ready").length, 1);
    const [start] = await project.starts();
    assertEquals(start?.cwd, project.repo);
    assertStringIncludes(session.prompts()[1]!, "**Branch:** none\n");
  }, { plain: true, moods });
});

Deno.test("run starts from the branch as it is here when the remote cannot be asked, and says so", async () => {
  await withProject(async (project) => {
    await project.sh("git remote add origin /nowhere/at/all");
    const ran = await project.run(task);
    assertEquals(ran.code, 0);
    assertStringIncludes(ran.errLines[0]!, 'Could not fetch from "origin"');
    assertStringIncludes(
      ran.errLines[0]!,
      'starting from "main" as it is here',
    );
    assertEquals(
      ran.errLines[1],
      "Worktree <dir>/worktrees/<date>-s on branch s from main",
    );
  }, { moods });
});

Deno.test("run starts from what the remote has, and leaves the main folder as it is", async () => {
  await withProject(async (project) => {
    await project.sh("git clone -q --bare . ../far.git");
    await project.sh("git clone -q far.git near", project.dir);
    await project.sh(
      "git -c user.name=B -c user.email=b@example.com commit -q --allow-empty -m Newer && git push -q",
      join(project.dir, "near"),
    );
    await project.sh(
      "git remote add origin ../far.git && echo mine >>README.md",
    );
    const ran = await project.run(task);
    assertEquals(
      ran.errLines[0],
      "Worktree <dir>/worktrees/<date>-s on branch s from origin/main",
    );
    const worktree = join(project.worktrees, project.session().name);
    assertEquals(await project.sh("git log -1 --format=%s", worktree), "Newer");
    assertEquals(await project.sh("git log -1 --format=%s"), "First");
    assertEquals(await project.sh("git status --porcelain"), "M README.md");
  }, { moods });
});

Deno.test("run names the branch after the session, with a prefix where one is wanted, and tells where it began", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(
      ran.errLines[0],
      "Worktree <dir>/worktrees/<date>-s on branch ann/s from main",
    );
    const session = project.session();
    const [ready] = session.rowsOf("worktree-ready");
    assertEquals(ready?.branch, "ann/s");
    const main = await project.sh("git rev-parse main");
    assertEquals([ready?.base, ready?.baseName], [main, "main"]);
    assertStringIncludes(
      session.prompts()[0]!,
      `**Base branch:** main\n**Base commit:** ${main}\n`,
    );
  }, { moods, env: { GIT_BRANCH_PREFIX: "ann" } });
});

Deno.test("run goes on with a branch that is there, unless it is checked out", async () => {
  await withProject(async (project) => {
    await project.sh("git checkout -q -b s");
    const busy = await project.run(task);
    assertEquals(busy.code, 1);
    assertEquals(busy.errLines, [
      'samocode: Cannot use the branch "s": it is checked out in "<dir>/repo"',
      '  try: git -C "<dir>/repo" switch --detach',
    ]);
    assertEquals(await project.starts(), []);
    await project.sh(
      "git -c user.name=A -c user.email=a@example.com commit -q --allow-empty -m Mine && git checkout -q main",
    );
    // The same call once more is no other task.
    const ran = await project.run(task);
    assertEquals(ran.code, 0);
    assertEquals(
      ran.errLines.slice(0, 2),
      [
        "branch s is there already: its 1 commit since main is part of it",
        "Worktree <dir>/worktrees/<date>-s on branch s",
      ],
    );
    const session = project.session();
    session.sound();
    const worktree = join(project.worktrees, session.name);
    assertEquals(await project.sh("git log -1 --format=%s", worktree), "Mine");
  }, { moods });
});

Deno.test("run makes no worktree of a repository without a commit", async () => {
  await withProject(async (project) => {
    await project.sh("rm -rf .git && git init -q -b main");
    const ran = await project.run(task);
    assertEquals(ran.code, 1);
    assertEquals(ran.errLines, [
      'samocode: Cannot make a worktree of "<dir>/repo": it has no commit yet',
      "  try: git commit --allow-empty -m First",
    ]);
    await assertRejects(
      () => Deno.lstat(project.sessions),
      Deno.errors.NotFound,
    );
    await project.sh(
      "git -c user.name=a -c user.email=a@b commit -q --allow-empty -m First",
    );
    assertEquals((await project.run([...task, "--once"])).code, 0);
  });
});

Deno.test("run does the setup once, in the worktree, without our secrets", async () => {
  await withProject(async (project) => {
    assertEquals((await project.run(task)).code, 0);
    assertEquals((await project.run(again)).code, 0);
    const session = project.session();
    const worktree = join(project.worktrees, session.name);
    assertEquals(await project.sh("cat setup.txt", worktree), "none");
    const [ready] = session.rowsOf("worktree-ready");
    assertEquals(ready?.setup?.exitCode, 0);
  }, {
    moods,
    config: ["SETUP='echo ${TELEGRAM_BOT_TOKEN-none} >>setup.txt'"],
    env: { TELEGRAM_BOT_TOKEN: "1:secret" },
  });
});

Deno.test("run begins nothing after a setup that failed, and goes on when it is mended", async () => {
  await withProject(async (project) => {
    const failed = await project.run(task);
    assertEquals(failed.code, 1);
    assertEquals(failed.errLines.slice(2), [
      'samocode: Cannot prepare "<date>-s": the setup command ended with 3',
      "  - echo one; echo two >&2; exit 3",
      "  - one",
      "  - two",
      '  try: mend it and run again; its output is in "<dir>/sessions/<date>-s/_logs/<stamp>-setup.log"',
    ]);
    const session = project.session();
    assertEquals(session.status(), "init 0 0 no");
    assertEquals(await project.starts(), []);
    await project.configure(["SETUP=false"]);
    assertEquals((await project.run(again)).errLines.slice(-3, -1), [
      'samocode: Cannot prepare "<date>-s": the setup command ended with 1',
      "  - false",
    ]);
    await project.configure([]);
    assertEquals((await project.run(again)).code, 0);
    session.sound();
    assertStringIncludes(session.prompts()[0]!, "Do it");
  }, { moods, config: ["SETUP=echo one; echo two >&2; exit 3"] });
});

Deno.test("run ends its setup at Ctrl-C", async () => {
  await withProject(async (project: Project) => {
    const running = await project.start(task);
    await running.says(/^Setup: /m);
    running.kill("SIGINT");
    const ran = await running.ended;
    assertEquals(ran.code, 130);
    assertEquals(await project.starts(), []);
  }, { config: ["SETUP=sleep 600"] });
});
