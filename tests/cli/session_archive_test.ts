import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dirname, join } from "@std/path";
import { run } from "../../lib/cli/session.ts";
import { holdSession } from "../../lib/cli/session/hold.ts";
import { BusyError, UserError } from "../../lib/errors.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { atBlock, atPlanGate, inAttempt } from "../fakes/standing.ts";
import { archive, inStarted, isThere, output } from "./archive_scene.ts";
import { inProject } from "./made_session.ts";
import { git, inSound } from "./sound_project.ts";

Deno.test("session archive removes the worktree, keeps the branch and the folder, and journals it", () =>
  inStarted(async ({ project, paths, worktree, target }) => {
    git(worktree, "commit", "-q", "--allow-empty", "-m", "Work");
    const tip = output(worktree, "rev-parse", "HEAD");
    const { code, text } = await archive(project);
    assertEquals(code, 0);
    assertEquals(
      text,
      `Removed: ${worktree}; the branch stays: auth\nArchived: ${target}`,
    );
    assertEquals([isThere(worktree), isThere(paths.folder)], [false, false]);
    assertEquals(output(project.repo, "rev-parse", "auth"), tip);
    assert(!output(project.repo, "worktree", "list").includes("auth"));
    const journal = await Deno.readTextFile(sessionPaths(target).journal);
    assertStringIncludes(journal, '"text":"Session archived"');
    const words = `it is archived: ${target}`;
    await assertRejects(() => archive(project), UserError, words);
  }));

Deno.test("session archive is refused while a run works on the session", () =>
  inStarted(async ({ project, paths, worktree }) => {
    const lease = await holdSession(paths);
    try {
      await assertRejects(
        () => archive(project, { force: true }),
        BusyError,
        'Cannot archive "',
      );
    } finally {
      lease.release();
    }
    assertEquals([isThere(worktree), isThere(paths.folder)], [true, true]);
  }));

Deno.test("session archive is refused from inside of the worktree, and where the name is taken", () =>
  inStarted(async ({ project, paths, worktree, target }) => {
    const inside = join(worktree, "src");
    await Deno.mkdir(inside);
    const error = await assertRejects(
      () => archive(project, { cwd: inside }),
      UserError,
      "you are in it",
    );
    assertEquals(error.hint, `cd ${project.repo}`);
    await Deno.mkdir(target, { recursive: true });
    await assertRejects(() => archive(project), UserError, "already there");
    assertEquals([isThere(worktree), isThere(paths.folder)], [true, true]);
  }));

Deno.test("session archive leaves alone what is no worktree of the repository", () =>
  inStarted(async ({ project, worktree, target }) => {
    git(project.repo, "worktree", "remove", worktree);
    await Deno.mkdir(worktree);
    await Deno.writeTextFile(join(worktree, "mine"), "");
    const { code, terminal } = await archive(project);
    assertEquals(code, 0);
    assertStringIncludes(terminal.errLines.join("\n"), "is no worktree");
    assert(isThere(join(worktree, "mine")));
    assert(isThere(target));
  }));

Deno.test("session archive takes a worktree that is gone, and a plain folder as it is", () =>
  inStarted(async ({ project, worktree, target }) => {
    await Deno.remove(worktree, { recursive: true });
    assertEquals((await archive(project)).code, 0);
    assert(isThere(target));
    await inProject(async (plain) => {
      const positionals = ["start", "auth"];
      await run({ flags: {}, positionals }, plain.terminal());
      assertEquals((await archive(plain, { force: true })).code, 0);
      assert(isThere(join(plain.repo, ".samocode")));
    });
  }));

Deno.test("session archive wants to be sure about an attempt that was cut off", () =>
  inProject(async (project) => {
    const paths = await project.session("26-01-15-open", inAttempt());
    await assertRejects(
      () => archive(project, { name: "open" }),
      UserError,
      "an attempt was cut off",
    );
    assertEquals(
      (await archive(project, { name: "open", force: true })).code,
      0,
    );
    assert(
      isThere(
        join(dirname(paths.folder), "_archive/26-01-15-open/_overview.md"),
      ),
    );
  }));

Deno.test("session archive wants --force for a session that is not finished, and says where it stands", () =>
  inProject(async (project) => {
    await project.session("26-01-15-gate", await atPlanGate());
    await project.session("26-01-15-block", atBlock());
    await project.session("26-01-15-old");
    const words = {
      gate: "it waits for plan approval",
      block: "it is blocked: The port is in use",
      old: "it is in the phase investigation",
    };
    for (const [name, stands] of Object.entries(words)) {
      const error = await assertRejects(
        () => archive(project, { name }),
        UserError,
        `it is not finished: ${stands}`,
      );
      assertEquals(
        error.hint,
        `samocode session archive 26-01-15-${name} --force`,
      );
      assert(isThere(join(project.sessions, `26-01-15-${name}`)));
    }
  }));

Deno.test("session start does not take the name of a session that was archived", () =>
  inStarted(async ({ project, target }) => {
    await archive(project);
    const again = { flags: { task: "Again" }, positionals: ["start", "auth"] };
    await run(again, project.terminal());
    const name = target.split("/").at(-1);
    assert(isThere(join(project.sessions, `${name}-2`)));
  }));

Deno.test("session archive takes a session of the program before, and one whose journal is broken", () =>
  inSound(async (project) => {
    await project.session("26-01-15-old");
    const worktree = join(project.worktrees, "26-01-15-old");
    git(project.repo, "worktree", "add", "-q", "-b", "old", worktree);
    await archive(project, { name: "old", force: true });
    assertEquals(isThere(worktree), false);
    await project.session("26-01-15-torn", {
      files: { "_journal.jsonl": "no row\n" },
    });
    const { code, terminal } = await archive(project, {
      name: "torn",
      force: true,
    });
    assertEquals(code, 0);
    assertStringIncludes(terminal.errLines.join("\n"), "changed by somebody");
  }));

Deno.test("session archive tells of lessons that nobody has applied, with a command that works afterwards", () =>
  inStarted(async ({ project, paths, target }) => {
    await Deno.writeTextFile(
      join(paths.folder, "01-15-14:30-lessons.patch"),
      "--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1 @@\n+Tests: make t\n",
    );
    const { terminal } = await archive(project);
    const told = terminal.errLines.find((line) => line.includes("Lessons"));
    const command = `session lessons ${target.split("/").at(-1)}`;
    assertEquals(
      told,
      `samocode: Lessons proposed: 1 line for AGENTS.md (new) → samocode ${command}`,
    );
    const [, ...positionals] = command.split(" ");
    const apply = { flags: { apply: true }, positionals };
    assertEquals(await run(apply, project.terminal()), 0);
    assert(isThere(join(project.repo, "AGENTS.md")));
  }));
