// Sessions in which somebody has laid something else where a file should be.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import type { SessionView } from "./session_view.ts";

const goOn = { mood: "signal", signal: { status: "continue" } };
const again = ["run", "s", "--once"];

/** A session after one iteration. */
async function withSession(
  test: (project: Project, session: SessionView) => Promise<void>,
): Promise<void> {
  await withProject(async (project) => {
    await project.run(["run", "s", "--task", "Do it", "--once"]);
    await test(project, project.session());
  }, { moods: [goOn] });
}

/** Runs again and fails unless it stops at once, so and with these words, and has journaled nothing. */
async function stopped(
  project: Project,
  err: readonly string[],
  code = 5,
): Promise<void> {
  const session = project.session();
  const before = session.rows().length;
  const ran = await project.run(again);
  assertEquals(ran.errLines, err);
  assertEquals([ran.code, ran.out], [code, ""]);
  assertEquals(session.rows().length, before);
  assertEquals((await project.starts()).length, 1);
}

Deno.test("run stops where the overview is not there, or something else", async () => {
  await withSession(async (project, session) => {
    const overview = session.path("_overview.md");
    const text = session.read("_overview.md");
    await Deno.remove(overview);
    await stopped(project, [
      'samocode: Cannot go on with "<date>-s": its overview is missing',
      '  try: put "<dir>/sessions/<date>-s/_overview.md" back',
    ]);
    const refused = (what: string) => [
      `samocode: Cannot go on with "<date>-s": its overview cannot be read: it is ${what}`,
      '  try: put "<dir>/sessions/<date>-s/_overview.md" right',
    ];
    await Deno.mkdir(overview);
    await stopped(project, refused("a folder"));
    await Deno.remove(overview);
    await Deno.symlink(join(project.repo, "README.md"), overview);
    await stopped(project, refused("a link"));
    await Deno.remove(overview);
    session.write("_overview.md", text);
    assertEquals((await project.run(again)).code, 0);
    session.sound();
  });
});

Deno.test("run puts an overview back that an exchange was cut off with", async () => {
  await withSession(async (project, session) => {
    const overview = session.path("_overview.md");
    await Deno.rename(overview, `${overview}.swap`);
    assertEquals((await project.run(again)).code, 0);
    assertEquals(session.status(), "investigation 2 2 no");
    session.sound();
  });
});

Deno.test("run keeps bytes of the overview that are no text, and writes a status where there is none", async () => {
  await withSession(async (project, session) => {
    const odd = new Uint8Array([0xff, 0xfe, 0x0a]);
    const file = session.path("_overview.md");
    await Deno.writeFile(file, odd, { append: true });
    assertEquals((await project.run(again)).code, 0);
    assertEquals((await Deno.readFile(file)).slice(-3), odd);
    assertEquals(session.status(), "investigation 2 2 no");
    session.write("_overview.md", "# Mine\n");
    assertEquals((await project.run(again)).code, 0);
    assertEquals(session.status(), "investigation 3 3 no");
  });
});

Deno.test("run stops at a journal that somebody changed, and mends one that is torn", async () => {
  await withSession(async (project, session) => {
    const text = session.read("_journal.jsonl");
    session.write("_journal.jsonl", text.replace('"Do it"', '"Do that"'));
    await stopped(project, [
      "samocode: Cannot write the journal: it was changed by somebody else",
      "  - line 2: it does not continue the line before it",
      "  try: samocode verify <date>-s",
    ]);
    session.write("_journal.jsonl", text.slice(0, -20));
    const ran = await project.run(again);
    assertEquals(ran.code, 0);
    assertEquals(/the journal was torn: \d+ bytes/.test(ran.err), true);
    session.sound();
  });
});

Deno.test("run takes no session over that has lost its journal: nobody knows what was approved", async () => {
  await withSession(async (project, session) => {
    const text = session.read("_journal.jsonl");
    session.edit([/^Phase: .*$/m, "Phase: implementation"]);
    for (const lose of [Deno.remove, (path: string) => Deno.truncate(path)]) {
      await lose(session.path("_journal.jsonl"));
      const ran = await project.run(again);
      assertEquals([ran.code, ran.out], [5, ""]);
      assertEquals(ran.errLines, [
        'samocode: Cannot take over "<date>-s": it is none of the predecessor, and its journal is missing',
        '  try: put "<dir>/sessions/<date>-s/_journal.jsonl" back',
      ]);
      session.write("_journal.jsonl", text);
    }
    assertEquals((await project.starts()).length, 1);
  });
});

Deno.test("run never works elsewhere when its worktree is gone, and its hint brings it back", async () => {
  await withSession(async (project, session) => {
    const worktree = join(project.worktrees, session.name);
    await Deno.remove(worktree, { recursive: true });
    const gone = [
      'samocode: Cannot go on with "<date>-s": its working folder "<dir>/worktrees/<date>-s" is gone',
      "  try: git -C <dir>/repo worktree add -f <dir>/worktrees/<date>-s s",
    ];
    await stopped(project, gone);
    for (
      const lay of [Deno.mkdir, (to: string) => Deno.symlink(project.home, to)]
    ) {
      await lay(worktree);
      await stopped(project, [
        gone[0]!.replace(/is gone$/, "is no worktree any more"),
        "  try: move it away",
      ]);
      await Deno.remove(worktree);
    }
    await project.sh(
      gone[1]!.slice(7).replaceAll("<dir>", project.dir)
        .replaceAll("<date>-s", session.name),
    );
    assertEquals((await project.run(again)).code, 0);
    session.sound();
  });
});

Deno.test("run needs no worktree where all is done, and one again with a new task", async () => {
  await withProject(async (project) => {
    const quick = ["run", "s", "--task", "Do it", "--workflow", "quick"];
    assertEquals((await project.run([...quick, "--auto-approve"])).code, 0);
    const session = project.session();
    await project.sh(`git worktree remove ../worktrees/${session.name}`);
    const ran = await project.run(["run", "s"]);
    assertEquals([ran.code, ran.outLines], [0, [
      "samocode: done next: samocode report <date>-s",
    ]]);
    assertEquals((await project.starts()).length, 4);
    const more = await project.run(["run", "s", "--task", "More"]);
    assertEquals(more.code, 5);
    assertEquals(
      more.errLines.at(-1),
      "  try: git -C <dir>/repo worktree add -f <dir>/worktrees/<date>-s s",
    );
  });
});

Deno.test("run writes no log through a link", async () => {
  await withSession(async (project, session) => {
    const before = [...Deno.readDirSync(project.home)].length;
    await Deno.rename(session.path("_logs"), join(project.dir, "logs"));
    await Deno.symlink(project.home, session.path("_logs"));
    await stopped(project, [
      'samocode: Cannot write to "<dir>/sessions/<date>-s/_logs": it is a link',
      "  try: remove it and run again",
    ]);
    await Deno.remove(session.path("session.log"));
    await Deno.symlink(join(project.home, "x"), session.path("session.log"));
    await stopped(project, [
      'samocode: Cannot open "<dir>/sessions/<date>-s/session.log": it is a link',
      "  try: remove it",
    ], 1);
    assertEquals([...Deno.readDirSync(project.home)].length, before);
  });
});

Deno.test("run survives an agent that takes its files away while it works", async () => {
  const steps = [{
    run: 'rm -r "$SESSION/_logs" && ln -s / "$SESSION/_signal.json"',
  }];
  await withProject(async (project) => {
    const ran = await project.run(
      ["run", "s", "--task", "Do it", "--max-iterations", "1"],
    );
    assertEquals(ran.code, 6, ran.err);
    const session = project.session();
    session.sound();
    assertEquals(session.attempts(), ["first", "repair"]);
    assertEquals(session.decisions(), [
      "advance transition investigation requirements",
    ]);
  }, { moods: [{ mood: "steps", steps }, "walk"] });
});
