import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { run } from "../../lib/cli/session.ts";
import { holdSession } from "../../lib/cli/session/hold.ts";
import { run as show } from "../../lib/cli/show.ts";
import { BusyError, UserError } from "../../lib/errors.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { decided } from "../workflow/fixture.ts";
import { appendRows, inProject, type MadeProject } from "./made_session.ts";
import { rowsOf } from "./program.ts";
import { git, inSound } from "./sound_project.ts";

const PATCH = "--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1 @@\n+Tests: make t\n";
const FILE = "01-15-14:30-lessons.patch";
const finish = decided("done", "done", { decision: "finish" });

interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly name: string;
  readonly worktree: string;
  /** What the call said; the code must be 0. */
  lessons(...flags: readonly string[]): Promise<readonly string[]>;
}

/** A session with a worktree and a patch, done unless told. */
function inDone(
  test: (scene: Scene) => Promise<void>,
  { patch = PATCH, done = true } = {},
): Promise<void> {
  return inSound(async (project) => {
    const flags = { task: "Do it" };
    const start = { flags, positionals: ["start", "auth"] };
    await run(start, project.terminal());
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    await appendRows(paths, {
      rows: [
        { kind: "iteration-started", phase: "done", iteration: 1 },
        ...(done ? [finish] : []),
      ],
    });
    await Deno.writeTextFile(join(paths.folder, FILE), patch);
    await test({
      project,
      paths,
      name,
      worktree: join(project.worktrees, name),
      lessons: (...flags) => call(project, flags),
    });
  });
}

async function call(
  project: MadeProject,
  flags: readonly string[] = [],
): Promise<readonly string[]> {
  const terminal = project.terminal({ env: { USER: "ann" } });
  const all = Object.fromEntries(flags.map((flag) => [flag, true]));
  const positionals = ["lessons", "auth"];
  assertEquals(await run({ flags: all, positionals }, terminal), 0);
  return [...terminal.outLines, ...terminal.errLines];
}

async function textOr(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

Deno.test("session lessons shows the patch as show does, and changes nothing", () =>
  inDone(async ({ project, name, worktree, lessons }) => {
    const shown = [
      "Lessons proposed: 1 line for AGENTS.md (new)",
      `Patch: ${FILE}`,
      `Where: ${worktree}`,
      "",
      ...PATCH.trimEnd().split("\n"),
      "",
      `Apply: samocode session lessons ${name} --apply`,
    ].join("\n");
    assertEquals((await lessons()).join("\n"), shown);
    const terminal = project.terminal();
    await show({ flags: {}, positionals: ["auth", "lessons"] }, terminal);
    assertEquals(terminal.outLines.join("\n"), shown);
    assertEquals(await textOr(join(worktree, "AGENTS.md")), null);
  }));

Deno.test("session lessons --apply changes the worktree once, commits nothing, and journals who", () =>
  inDone(async ({ paths, worktree, lessons }) => {
    const [applied, next] = await lessons("apply");
    assertEquals(applied, `Applied in ${worktree}: AGENTS.md`);
    const at = `git -C ${worktree}`;
    assertEquals(
      next,
      `samocode: nothing is committed; next: ${at} add AGENTS.md && ${at} commit -m "Note what was learned" -- AGENTS.md`,
    );
    assertEquals(
      await textOr(join(worktree, "AGENTS.md")),
      "Tests: make t\n",
    );
    const row = rowsOf(paths).at(-1);
    assert(row?.kind === "lessons-applied");
    assertEquals(
      [row.by, row.channel, row.file, row.place, row.paths],
      ["ann", "command", FILE, worktree, ["AGENTS.md"]],
    );
    const again = [`The lessons are applied already: ${FILE}`];
    assertEquals(await lessons("apply"), again);
    await Deno.writeTextFile(join(worktree, "AGENTS.md"), "Mine\n");
    assertEquals(await lessons("apply"), again);
    assertEquals(await lessons(), [`Lessons applied: ${FILE}`]);
  }));

Deno.test("session lessons --apply sees what somebody has applied without it", () =>
  inDone(async ({ worktree, lessons }) => {
    await Deno.writeTextFile(join(worktree, "AGENTS.md"), "Tests: make t\n");
    assertEquals(await lessons("apply"), [
      `The lessons are applied already: ${FILE}`,
    ]);
  }));

Deno.test("session lessons --apply takes the main repository after the archive, where its files are committed", () =>
  inDone(async ({ project, name, lessons }) => {
    const archive = { flags: {}, positionals: ["archive", "auth"] };
    await run(archive, project.terminal());
    const file = join(project.repo, "AGENTS.md");
    const old = "Old\n".repeat(4);
    const patch =
      `--- a/AGENTS.md\n+++ b/AGENTS.md\n@@ -1,3 +1,4 @@\n+New\n Old\n Old\n Old\n`;
    await Deno.writeTextFile(
      join(project.sessions, "_archive", name, FILE),
      patch,
    );
    await Deno.writeTextFile(file, old);
    await assertRejects(
      () => lessons("apply"),
      UserError,
      "AGENTS.md has changes that are not committed",
    );
    assertEquals(await textOr(file), old);
    git(project.repo, "add", "AGENTS.md");
    git(project.repo, "commit", "-q", "-m", "Old");
    assertEquals(
      (await lessons("apply"))[0],
      `Applied in ${project.repo}: AGENTS.md`,
    );
    assertEquals(await textOr(file), `New\n${old}`);
  }));

Deno.test("session lessons --apply works in a plain folder, and speaks of no commit", () =>
  inProject(async (project) => {
    const start = { flags: { task: "x" }, positionals: ["start", "auth"] };
    await run(start, project.terminal());
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    await appendRows(paths, {
      rows: [
        { kind: "iteration-started", phase: "done", iteration: 1 },
        finish,
      ],
    });
    await Deno.writeTextFile(join(paths.folder, FILE), PATCH);
    assertEquals(await call(project, ["apply"]), [
      `Applied in ${project.repo}: AGENTS.md`,
    ]);
  }));

Deno.test("session lessons offers no patch that is not one of instructions, and --apply refuses it", () =>
  inDone(async ({ project, worktree, paths, lessons }) => {
    const words = '"src/main.ts" is neither CLAUDE.md nor AGENTS.md';
    const told = [`Lessons not offered: ${FILE}: ${words}`];
    assertEquals(await lessons(), told);
    await assertRejects(() => lessons("apply"), UserError, words);
    assertEquals(await textOr(join(worktree, "src/main.ts")), null);
    const refused = async (text: string, reason: string) => {
      await Deno.writeTextFile(join(paths.folder, FILE), text);
      await assertRejects(() => lessons("apply"), UserError, reason);
    };
    await refused(PATCH.replace("AGENTS", "../AGENTS"), "leads out of");
    await refused("no diff\n", "its line 1 is no part");
    const long = PATCH.replace("AGENTS", "a\u202e".repeat(900));
    await refused(long, "is neither");
    const [line = ""] = await lessons();
    assert(line.length < 320 && !line.includes("\u202e"), line);
    await refused(
      PATCH.replace("make t", "sk-ant-api03-" + "a1B2".repeat(20)),
      "looks like a secret",
    );
    await refused("x".repeat(70_000), "more than 65536");
    await refused(
      "--- a/AGENTS.md\n+++ b/AGENTS.md\n@@ -1 +1 @@\n-x\n+y\n",
      `it does not apply in "${worktree}"`,
    );
    await Deno.remove(join(paths.folder, FILE));
    await Deno.symlink(
      join(project.repo, ".samocode"),
      join(paths.folder, FILE),
    );
    await assertRejects(() => lessons("apply"), UserError, "it is a link");
    assertEquals(
      rowsOf(paths).filter(({ kind }) => kind === "lessons-applied"),
      [],
    );
  }, { patch: PATCH.replace("AGENTS.md", "src/main.ts") }));

Deno.test("session lessons is refused where there are none, and before the session is done", () =>
  inDone(async ({ paths, lessons }) => {
    await assertRejects(() => lessons(), UserError, "it is not done");
    await assertRejects(() => lessons("apply"), UserError, "it is not done");
    await appendRows(paths, { rows: [finish] });
    await Deno.remove(join(paths.folder, FILE));
    await assertRejects(() => lessons("apply"), UserError, "it proposes none");
  }, { done: false }));

Deno.test("session lessons --apply is refused while a run works on the session, and to an agent", () =>
  inDone(async ({ project, paths, worktree, lessons }) => {
    const lease = await holdSession(paths);
    try {
      await assertRejects(
        () => lessons("apply"),
        BusyError,
        "Cannot apply the lessons of ",
      );
    } finally {
      lease.release();
    }
    const terminal = project.terminal({ env: { SAMOCODE_RUN: "mark" } });
    const words = ["session", "lessons", "auth", "--apply"];
    assertEquals(await main(words, terminal), 1);
    assert(terminal.errLines[0]?.includes("an agent inside a run calls it"));
    assertEquals(await textOr(join(worktree, "AGENTS.md")), null);
  }));
