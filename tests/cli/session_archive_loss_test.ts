// Nothing that only the worktree has is lost with it.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { UserError } from "../../lib/errors.ts";
import { archive, inStarted, isThere, output } from "./archive_scene.ts";
import { git } from "./sound_project.ts";

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
    git(mine, "config", "user.name", "Ann");
    git(mine, "config", "user.email", "ann@example.org");
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
