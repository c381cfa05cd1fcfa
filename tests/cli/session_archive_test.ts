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
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { atBlock, atPlanGate, inAttempt } from "../fakes/standing.ts";
import { decided } from "../workflow/fixture.ts";
import { appendRows, inProject, type MadeProject } from "./made_session.ts";
import { git, inSound } from "./sound_project.ts";

interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly worktree: string;
  /** Where it is archived. */
  readonly target: string;
}

/** A sound project with a session that was started. */
function inStarted(test: (scene: Scene) => Promise<void>): Promise<void> {
  return inSound(async (project) => {
    const flags = { task: "Do it" };
    const positionals = ["start", "auth"];
    await run({ flags, positionals }, project.terminal());
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    const done = decided("done", "done", { decision: "finish" });
    await appendRows(paths, {
      rows: [{ kind: "iteration-started", phase: "done", iteration: 1 }, done],
    });
    await test({
      project,
      paths,
      worktree: join(project.worktrees, name),
      target: join(project.sessions, "_archive", name),
    });
  });
}

async function archive(
  project: MadeProject,
  { force = false, name = "auth", cwd = project.repo } = {},
) {
  const terminal = project.terminal({ cwd });
  const flags = { config: project.repo, ...(force ? { force } : {}) };
  const code = await run({ flags, positionals: ["archive", name] }, terminal);
  return { code, text: terminal.outLines.join("\n"), terminal };
}

function output(cwd: string, ...args: readonly string[]): string {
  const { stdout } = new Deno.Command("git", { args: [...args], cwd })
    .outputSync();
  return new TextDecoder().decode(stdout).trim();
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

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

Deno.test("session archive refuses work that is not committed, and keeps it with --force", () =>
  inStarted(async ({ project, paths, worktree, target }) => {
    await Deno.writeTextFile(join(worktree, "draft"), "half done\n");
    const error = await assertRejects(() => archive(project), UserError);
    assertEquals(error.details, ["draft"]);
    assertEquals([isThere(worktree), isThere(paths.folder)], [true, true]);
    const { text } = await archive(project, { force: true });
    const ref = `refs/samocode/wip/${target.split("/").at(-1)}/archive`;
    assertStringIncludes(text, `Kept: ${ref}`);
    assertEquals(output(project.repo, "show", `${ref}:draft`), "half done");
    assertEquals(isThere(worktree), false);
  }));

Deno.test("session archive loses nothing of a worktree whose index is broken", () =>
  inStarted(async ({ project, worktree, target }) => {
    await Deno.writeTextFile(join(worktree, "draft"), "half done\n");
    const index = output(worktree, "rev-parse", "--git-path", "index");
    await Deno.writeTextFile(index, "garbage");
    await assertRejects(
      () => archive(project),
      UserError,
      "git cannot tell whether its worktree has work",
    );
    await archive(project, { force: true });
    const ref = `refs/samocode/wip/${target.split("/").at(-1)}/archive`;
    assertEquals(output(project.repo, "show", `${ref}:draft`), "half done");
    assertEquals(isThere(worktree), false);
  }));

Deno.test("session archive leaves a worktree with a repository inside that has work of its own, --force or not", () =>
  inStarted(async ({ project, paths, worktree }) => {
    const mine = join(worktree, "mine");
    git(worktree, "init", "-q", mine);
    await Deno.writeTextFile(join(mine, "draft"), "half done\n");
    for (const force of [false, true]) {
      await assertRejects(() => archive(project, { force }), UserError);
    }
    git(mine, "add", ".");
    git(mine, "commit", "-qm", "Mine");
    const error = await assertRejects(
      () => archive(project, { force: true }),
      UserError,
      "commits that are nowhere else",
    );
    assertEquals(error.details, ["mine/"]);
    assertEquals([isThere(mine), isThere(paths.folder)], [true, true]);
  }));

Deno.test("session archive keeps commits that are on no branch", () =>
  inStarted(async ({ project, worktree }) => {
    git(worktree, "switch", "-q", "--detach");
    git(worktree, "commit", "-q", "--allow-empty", "-m", "Nowhere");
    const tip = output(worktree, "rev-parse", "HEAD");
    const { text } = await archive(project);
    const ref = /Kept: (\S+archive-head)/.exec(text)?.[1] ?? "";
    assertEquals(output(project.repo, "rev-parse", ref), tip);
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
