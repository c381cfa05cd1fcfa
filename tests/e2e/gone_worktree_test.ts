// Sessions whose worktree was removed: what stands still tells why, and nothing else is done.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import { layOldSession } from "./old_session.ts";

const waits = { moods: ["walk"] };

/** A session that waits for answers, and whose worktree is gone. */
async function untilGone(project: Project): Promise<string> {
  const ran = await project.run(["run", "s", "--task", "Do it"]);
  assertEquals(ran.code, 4, ran.err);
  const worktree = join(project.worktrees, project.session().name);
  await Deno.remove(worktree, { recursive: true });
  return worktree;
}

Deno.test("run tells what a session waits for whose worktree is gone, and does nothing in it when it is answered", () =>
  withProject(async (project) => {
    const worktree = await untilGone(project);
    const starts = await project.starts();
    const ran = await project.run(["run", "s"]);
    assertEquals(ran.code, 4);
    assertEquals(ran.outLines, [
      "samocode: waiting next: samocode answer <date>-s --run",
    ]);
    const session = project.session();
    session.sound();
    const on = await project.run(["run", "s", "--accept-suggestions"]);
    assertEquals(on.code, 5);
    assertEquals(on.outLines, [
      "samocode: blocked next: samocode run <date>-s",
    ]);
    assertStringIncludes(on.err, `its working folder "${worktree}" is gone`);
    assertStringIncludes(on.err, `worktree add -f ${worktree} s\n`);
    assertEquals(await project.starts(), starts);
    assert(!await exists(worktree));
    await project.sh(`git worktree add -q -f '${worktree}' s`);
    const again = await project.run(["run", "s", "--once"]);
    assertEquals(again.code, 0, again.err);
    session.sound();
  }, waits));

Deno.test("run tells how a session stands that lost its worktree and is blocked or done", async () => {
  for (
    const [old, code, line] of [
      [
        { phase: "done", signal: '{"status": "done"}' },
        0,
        "samocode: done next: samocode report <date>-pyright-ci",
      ],
      [
        { phase: "testing", blocked: "yes" },
        5,
        "samocode: blocked next: samocode unblock <date>-pyright-ci --run",
      ],
      [
        { phase: "planning", next: "Await plan approval" },
        4,
        "samocode: waiting next: samocode approve <date>-pyright-ci --run",
      ],
    ] as const
  ) {
    await withProject(async (project) => {
      await layOldSession(project, { ...old, worktree: false });
      for (let time = 0; time < 2; time++) {
        const ran = await project.run(["run", "pyright-ci"]);
        assertEquals([ran.code, ran.outLines], [code, [line]], ran.err);
      }
      assertEquals(await project.starts(), []);
    });
  }
});

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
