// Lessons that were applied and committed after the verified end do not stand in the way of a hand-over.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run as session } from "../../../lib/cli/session.ts";
import { git } from "../sound_project.ts";
import { inShipping, refused, type Scene } from "./scene.ts";

const PATCH = "--- /dev/null\n+++ b/AGENTS.md\n@@ -0,0 +1 @@\n+Tests: make t\n";

async function propose({ paths }: Scene): Promise<void> {
  const file = join(paths.folder, "01-15-16:00-lessons.patch");
  await Deno.writeTextFile(file, PATCH);
}

/** As a person does it: the call, and the commit that it tells. */
async function applied(scene: Scene): Promise<void> {
  await propose(scene);
  await session(
    { flags: { apply: true }, positionals: ["lessons", "auth"] },
    scene.project.terminal(),
  );
  commit(scene, "AGENTS.md");
}

function commit({ worktree }: Scene, path: string): void {
  git(worktree, "add", path);
  git(worktree, "commit", "-q", "-m", "By hand", "--", path);
}

Deno.test("ship takes the commit of applied lessons along, and tells of it", () =>
  inShipping(async (scene) => {
    await applied(scene);
    const { ship, output, bare, shipped } = scene;
    const words =
      "1 commit came after what was verified: only lessons, in AGENTS.md";
    const dry = await ship({ "dry-run": true });
    assertStringIncludes(dry.err, `- ${words}`);
    assertStringIncludes(dry.out, words);
    const { code } = await ship();
    assertEquals(code, 0);
    const head = output(["rev-parse", "HEAD"]);
    assertEquals(output(["rev-parse", "auth"], bare), head);
    assertEquals(shipped()[0]?.head, head);
  }));

Deno.test("ship refuses any other change among the lessons, one that was taken back, too", () =>
  inShipping(async (scene) => {
    await applied(scene);
    await Deno.writeTextFile(join(scene.worktree, "login.sh"), "echo bye\n");
    commit(scene, "login.sh");
    const wanted = { words: "what was verified at its end is", hint: "reopen" };
    await refused(scene, wanted);
    git(scene.worktree, "revert", "--no-edit", "HEAD");
    const { details } = await refused(scene, wanted);
    assertEquals(details, ["3 commits came later"]);
  }));

Deno.test("ship refuses lessons that nobody applied by its own call", () =>
  inShipping(async (scene) => {
    await propose(scene);
    await Deno.writeTextFile(
      join(scene.worktree, "AGENTS.md"),
      "Tests: make t\n",
    );
    commit(scene, "AGENTS.md");
    await refused(scene, { words: "what was verified", hint: "reopen" });
  }));
