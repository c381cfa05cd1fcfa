import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run as undo } from "../../lib/cli/undo.ts";
import { run } from "../../lib/cli/wip.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { keepWork } from "../../lib/system/keep_work.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { rowsOf } from "../engine/stage.ts";
import { attemptStarted, prepared } from "../workflow/fixture.ts";
import { inProject, type MadeProject, plainOverview } from "./made_session.ts";

const NAME = "26-01-15-auth";

/** A session whose attempt 1-1 left work that is kept; the tree is clean again. */
async function session(
  project: MadeProject,
  more: readonly NewRow[] = [],
): Promise<string> {
  const tree = join(project.worktrees, NAME);
  const git = (...args: string[]) => {
    const who = ["-c", "user.name=x", "-c", "user.email=x@x"];
    const { success, stderr } = new Deno.Command("git", {
      args: ["-C", tree, ...who, ...args],
    }).outputSync();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  };
  Deno.mkdirSync(tree);
  git("init", "-q", "-b", "auth");
  Deno.writeTextFileSync(join(tree, "a"), "a\n");
  git("add", ".");
  git("commit", "-qm", "first");
  Deno.writeTextFileSync(join(tree, "a"), "half done\n");
  await keepWork(tree, `${NAME}/1-1`);
  git("checkout", "-q", ".");
  await project.session(NAME, {
    overview: plainOverview({ workingDir: tree }),
    rows: [
      prepared[0]!,
      { ...prepared[1]!, workingDir: tree } as NewRow,
      { kind: "iteration-started", phase: "investigation", iteration: 1 },
      ...more,
    ],
  });
  return tree;
}

const call = (...positionals: string[]) => ({ flags: {}, positionals });
const read = (tree: string) => Deno.readTextFileSync(join(tree, "a"));

Deno.test("wip run() lists kept work and shows it as a diff", () =>
  inProject(async (project) => {
    await session(project);
    const terminal = project.terminal();
    assertEquals(await run(call("list", "auth"), terminal), 0);
    assertEquals(terminal.outLines.length, 1);
    assertStringIncludes(terminal.outLines[0]!, "  1  1-1  ");
    assertStringIncludes(terminal.outLines[0]!, "1 file ");
    for (const which of ["1", "1-1"]) {
      const shown = project.terminal();
      assertEquals(await run(call("show", "auth", which), shown), 0);
      assertStringIncludes(shown.outLines.join("\n"), "-a\n+half done");
    }
  }));

Deno.test("wip run() restores work, journals it, and keeps what was there", () =>
  inProject(async (project) => {
    const tree = await session(project);
    Deno.writeTextFileSync(join(tree, "a"), "mine\n");
    const terminal = project.terminal({ env: { USER: "ann" } });
    assertEquals(await run(call("restore", "auth", "1-1"), terminal), 0);
    assertEquals(read(tree), "half done\n");
    assertStringIncludes(
      terminal.outLines.at(-1)!,
      "what was there is kept as 1-1-before-1",
    );
    const paths = sessionPaths(join(project.sessions, NAME));
    const [row] = rowsOf(paths, "request");
    assertEquals([row?.verb, row?.by, row?.text], [
      "restore",
      "ann",
      `refs/samocode/wip/${NAME}/1-1`,
    ]);
    assertStringIncludes(
      Deno.readTextFileSync(paths.overview),
      "Kept work 1-1 put back",
    );
  }));

Deno.test("wip run() writes over nothing that cannot be kept", () =>
  inProject(async (project) => {
    const tree = await session(project);
    const mine = join(tree, "a", "mine");
    Deno.removeSync(join(tree, "a"));
    Deno.mkdirSync(join(tree, "a"));
    new Deno.Command("git", { args: ["init", "-q", join(tree, "a")] })
      .outputSync();
    Deno.writeTextFileSync(mine, "mine\n");
    const error = await assertRejects(
      () => run(call("restore", "auth", "1-1"), project.terminal()),
      UserError,
      "write over files that cannot be kept",
    );
    assertEquals(error.details, ["a"]);
    assertEquals(Deno.readTextFileSync(mine), "mine\n");
  }));

Deno.test("undo run() puts the newest back, and back again", () =>
  inProject(async (project) => {
    const tree = await session(project);
    Deno.writeTextFileSync(join(tree, "a"), "mine\n");
    assertEquals(await undo(call("auth"), project.terminal()), 0);
    assertEquals(read(tree), "half done\n");
    assertEquals(await undo(call("auth"), project.terminal()), 0);
    assertEquals(read(tree), "mine\n");
    assertEquals(await undo(call("auth"), project.terminal()), 0);
    assertEquals(read(tree), "half done\n");
  }));

Deno.test("wip run() restores nothing while an attempt runs, and may again when its run is dead", () =>
  inProject(async (project) => {
    const tree = await session(project, [attemptStarted(1)]);
    const paths = sessionPaths(join(project.sessions, NAME));
    const lease = await takeLease(paths, {
      pid: Deno.pid,
      startTime: "1",
      run: "run-1",
      host: "here",
      since: "now",
      version: "0.0.0",
    }, systemClock);
    await assertRejects(
      () => run(call("restore", "auth", "1"), project.terminal()),
      UserError,
      "an attempt is running",
    );
    assertEquals(read(tree), "a\n");
    lease.release();
    assertEquals(
      await run(call("restore", "auth", "1"), project.terminal()),
      0,
    );
    assertEquals(read(tree), "half done\n");
  }));

Deno.test("wip run() tells what it cannot do", () =>
  inProject(async (project) => {
    await session(project);
    const refused = (words: string[], env: Record<string, string> = {}) =>
      assertRejects(
        () => run(call(...words), project.terminal({ env })),
        UserError,
      );
    assertEquals((await refused(["show", "auth", "9"])).exitCode, 2);
    assertEquals((await refused(["restore"])) instanceof UsageError, true);
    assertEquals((await refused(["list", "auth", "1"])).exitCode, 2);
    const agent = await refused(["restore", "auth", "1"], {
      SAMOCODE_RUN: "m",
    });
    assertStringIncludes(agent.message, "for a person");
  }));

Deno.test("wip run() says so where kept work changes nothing, and what it can do", () =>
  inProject(async (project) => {
    const tree = await session(project);
    await keepWork(tree, `${NAME}/same`, { clean: true });
    const terminal = project.terminal();
    assertEquals(await run(call("show", "auth", "same"), terminal), 0);
    assertEquals(terminal.outLines, ["Nothing is changed"]);
    const wrong = await assertRejects(
      () => run(call("drop", "auth"), project.terminal()),
      UsageError,
      'Cannot "drop" kept work: there is no such thing',
    );
    assertEquals(wrong.hint, "samocode wip list|show|restore [SESSION] [N]");
    const none = await assertRejects(
      () => run(call("show", "auth", "9"), project.terminal()),
      UsageError,
    );
    assertEquals(none.hint, `samocode wip list ${NAME}`);
  }));
