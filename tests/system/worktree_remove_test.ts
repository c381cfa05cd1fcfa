import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { nestedWork } from "../../lib/system/nested_work.ts";
import { keepAllOf, worktreeState } from "../../lib/system/worktree_remove.ts";
import { type Place, place, repository } from "./repository.ts";

interface Scene {
  readonly its: Place;
  readonly mainRepo: string;
  readonly path: string;
}

/** A worktree `w` of `r`, beside another repository, `other`. */
function inWorktree(test: (scene: Scene) => Promise<void>): Promise<void> {
  return place(async (its) => {
    const mainRepo = repository(its, { below: "r" });
    repository(its, { below: "other" });
    its.git("r", "worktree", "add", "-q", "-b", "w", "../w");
    await test({ its, mainRepo, path: `${its.folder}/w` });
  });
}

function spoilIndex({ its }: Scene): void {
  its.write("r/.git/worktrees/w/index", "garbage");
}

Deno.test("worktreeState() does not take a worktree that git cannot read for a clean one", () =>
  inWorktree(async (scene) => {
    const { its, mainRepo, path } = scene;
    assertEquals((await worktreeState({ mainRepo, path })).kind, "clean");
    spoilIndex(scene);
    its.write("w/a", "changed\n");
    assertEquals((await worktreeState({ mainRepo, path })).kind, "unknown");
    assertEquals(await keepAllOf(path, "s"), ["refs/samocode/wip/s/archive"]);
  }));

Deno.test("worktreeState() is refused where the way to the repository is gone, and names what mends it", () =>
  inWorktree(async ({ its, mainRepo, path }) => {
    Deno.removeSync(`${path}/.git`);
    const error = await assertRejects(
      () => worktreeState({ mainRepo, path }),
      UserError,
      'its ".git" is gone',
    );
    assertEquals(
      error.hint,
      `git -C "${mainRepo}" worktree repair`,
    );
    its.git("r", "worktree", "repair");
    assertEquals((await worktreeState({ mainRepo, path })).kind, "clean");
  }));

Deno.test("keepAllOf() is refused where something cannot be kept", () =>
  inWorktree(async ({ its, path }) => {
    its.git("w", "init", "-q", "mine");
    its.write("w/mine/draft", "x\n");
    const error = await assertRejects(
      () => keepAllOf(path, "s"),
      UserError,
      "Cannot keep all of the work",
    );
    assertEquals(error.details, ["mine/"]);
  }));

Deno.test("keepAllOf() is refused where a repository inside has commits of its own, with a broken index too", () =>
  inWorktree(async (scene) => {
    const { its, path } = scene;
    its.git("w", "clone", "-q", "../other", "deep/mine");
    assertEquals(await keepAllOf(path, "s"), ["refs/samocode/wip/s/archive"]);
    its.git("w/deep/mine", "commit", "-q", "--allow-empty", "-m", "mine");
    const refused = async () => {
      const error = await assertRejects(() => keepAllOf(path, "s"), UserError);
      assertEquals(error.details, ["deep/mine/"]);
    };
    await refused();
    spoilIndex(scene);
    await refused();
  }));

Deno.test("nestedWork() looks into submodules, and what is pushed does not count", () =>
  inWorktree(async ({ its, path }) => {
    const file = ["-c", "protocol.file.allow=always"];
    its.git("w", ...file, "submodule", "--quiet", "add", "../other", "sub");
    assertEquals(await nestedWork(path), []);
    its.git("w/sub", "commit", "-q", "--allow-empty", "-m", "more");
    assertEquals(await nestedWork(path), ["sub"]);
    its.git("w/sub", "push", "-q", "origin", "HEAD:refs/heads/more");
    assertEquals(await nestedWork(path), []);
    its.git("w/sub", ...file, "clone", "-q", "../../other", "below");
    its.git("w/sub/below", "commit", "-q", "--allow-empty", "-m", "deep");
    assertEquals(await nestedWork(path), ["sub/below/"]);
  }));
