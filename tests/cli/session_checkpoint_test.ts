import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run as session } from "../../lib/cli/session.ts";
import type { Call } from "../../lib/cli/subcommand.ts";
import { run as undo } from "../../lib/cli/undo.ts";
import { run as wip } from "../../lib/cli/wip.ts";
import { UsageError } from "../../lib/errors.ts";
import { takeLease } from "../../lib/session/lease.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import { systemClock } from "../../lib/system/clock.ts";
import type { Terminal } from "../../lib/system/terminal.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { rowsOf } from "../engine/stage.ts";
import { attemptStarted } from "../workflow/fixture.ts";
import { appendRows, type MadeProject } from "./made_session.ts";
import { git, inSound } from "./sound_project.ts";

interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly tree: string;
  readonly call: (
    run: (call: Call, terminal: Terminal) => Promise<number>,
    ...positionals: readonly string[]
  ) => Promise<readonly string[]>;
}

/** A sound project with a session that was started, and a commit in its worktree. */
function inStarted(test: (scene: Scene) => Promise<void>): Promise<void> {
  return inSound(async (project) => {
    const call: Scene["call"] = async (run, ...positionals) => {
      const terminal = project.terminal({ env: { USER: "ann" } });
      assertEquals(await run({ flags: {}, positionals }, terminal), 0);
      return terminal.outLines;
    };
    await call(session, "start", "auth");
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    const tree = join(project.worktrees, name);
    commit(tree, { a: "one\n", b: "one\n" });
    await test({ project, paths, tree, call });
  });
}

function write(tree: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    Deno.writeTextFileSync(join(tree, name), text);
  }
}

function commit(tree: string, files: Readonly<Record<string, string>>): void {
  write(tree, files);
  git(tree, "add", ".");
  git(tree, "commit", "-qm", "By hand");
}

/** The files of the worktree. */
function filesOf(tree: string): Readonly<Record<string, string>> {
  const names = [...Deno.readDirSync(tree)].map(({ name }) => name)
    .filter((name) => name !== ".git").sort();
  return Object.fromEntries(
    names.map((name) => [name, Deno.readTextFileSync(join(tree, name))]),
  );
}

Deno.test("session checkpoint keeps what is not committed, journals it, and wip list shows it", () =>
  inStarted(async ({ paths, tree, call }) => {
    write(tree, { a: "half\n", new: "new\n" });
    const said = await call(session, "checkpoint", "half-way", "auth");
    assertEquals(said, ["Checkpoint half-way is kept"]);
    assertEquals(filesOf(tree), { a: "half\n", b: "one\n", new: "new\n" });
    const row = rowsOf(paths, "request").at(-1);
    assertEquals([row?.verb, row?.by, row?.text], [
      "note",
      "ann",
      "Checkpoint half-way",
    ]);
    assertStringIncludes(
      Deno.readTextFileSync(paths.overview),
      "] Checkpoint half-way\n",
    );
    const [line] = await call(wip, "list", "auth");
    assertStringIncludes(line!, "  1  half-way  ");
    assertStringIncludes(line!, "2 files ");
  }));

Deno.test("session checkpoint is put back as a whole, and so is what was there", () =>
  inStarted(async ({ tree, call }) => {
    write(tree, { a: "half\n", new: "new\n" });
    await call(session, "checkpoint", "half-way", "auth");
    const state = filesOf(tree);
    // Committed or not, what came later is not part of it.
    commit(tree, { b: "two\n", later: "later\n", new: "newer\n" });
    const later = filesOf(tree);
    const said = await call(wip, "restore", "auth", "half-way");
    assertStringIncludes(said.at(-1)!, "is kept as before-half-way-1");
    assertEquals(filesOf(tree), state);
    await call(wip, "restore", "auth", "before-half-way-1");
    assertEquals(filesOf(tree), later);
  }));

Deno.test("session checkpoint keeps a clean worktree, too", () =>
  inStarted(async ({ tree, call }) => {
    const state = filesOf(tree);
    await call(session, "checkpoint", "clean", "auth");
    write(tree, { b: "broken\n", more: "more\n" });
    await call(wip, "restore", "auth", "clean");
    assertEquals(filesOf(tree), state);
  }));

Deno.test("undo run() puts no checkpoint back", () =>
  inStarted(async ({ tree, call }) => {
    await call(session, "checkpoint", "clean", "auth");
    write(tree, { a: "mine\n" });
    const { message, hint } = await assertRejects(
      () => call(undo, "auth"),
      RefusedError,
      "Cannot undo",
    );
    assertStringIncludes(message, "a checkpoint is put back by its name");
    assertStringIncludes(hint ?? "", "samocode wip list ");
    assertEquals(filesOf(tree)["a"], "mine\n");
  }));

Deno.test("session checkpoint is refused while an attempt runs", () =>
  inStarted(async ({ paths, call }) => {
    await appendRows(paths, {
      rows: [
        {
          kind: "iteration-started",
          phase: "investigation",
          iteration: 1,
        } as NewRow,
        attemptStarted(1),
      ],
    });
    const lease = await takeLease(paths, {
      pid: Deno.pid,
      startTime: "1",
      run: "run-1",
      host: "here",
      since: "now",
      version: "0.0.0",
    }, systemClock);
    try {
      await assertRejects(
        () => call(session, "checkpoint", "now", "auth"),
        RefusedError,
        "an attempt is running",
      );
    } finally {
      lease.release();
    }
    assertEquals(await call(wip, "list", "auth"), [
      `${paths.folder.split("/").at(-1)}: no unfinished work is kept`,
    ]);
  }));

Deno.test("session checkpoint takes a name that is free and none of another kind", () =>
  inStarted(async ({ call }) => {
    const made = (...words: string[]) => () =>
      call(session, "checkpoint", ...words);
    await made("one", "auth")();
    await assertRejects(made("one", "auth"), RefusedError, "one of that name");
    for (const name of ["7-1", "2", "a/b", "a..b", "-x", "archive", ""]) {
      await assertRejects(made(name, "auth"), UsageError, "Cannot make");
    }
    await assertRejects(made(), UsageError, "no name says");
    await assertRejects(made("two", "auth", "more"), UsageError, '"more"');
    await assertRejects(
      () => call(session, "sync", "auth", "more"),
      UsageError,
      'Cannot use "more"',
    );
  }));
