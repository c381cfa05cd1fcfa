import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { keepWork } from "../../lib/system/keep_work.ts";
import { type Place, place, repository } from "./repository.ts";

/** A worktree `w` of a repository, with a changed file `a` and a new one, `new`. */
function inWorktree(
  test: (its: Place, cwd: string) => Promise<void>,
): Promise<void> {
  return place(async (its) => {
    repository(its, { below: "r" });
    its.git("r", "worktree", "add", "-q", "-b", "w", "../w");
    its.write("w/a", "changed\n");
    its.write("w/new", "new\n");
    await test(its, `${its.folder}/w`);
  });
}

const ref = "refs/samocode/wip/s/1";
const index = (its: Place) => `${its.folder}/r/.git/worktrees/w/index`;
const keptFiles = (its: Place) =>
  its.git("r", "ls-tree", "-r", "--name-only", ref).split("\n");

function sh(cwd: string, command: string): void {
  const { success, stderr } = new Deno.Command("sh", {
    args: ["-ec", command],
    cwd,
  }).outputSync();
  assert(success, new TextDecoder().decode(stderr));
}

for (
  const [what, spoil] of Object.entries({
    "a lock that a killed git has left": (path: string) =>
      Deno.writeTextFileSync(`${path}.lock`, ""),
    "an index that is garbage": (path: string) =>
      Deno.writeTextFileSync(path, "garbage"),
    "an index that is empty": (path: string) => Deno.truncateSync(path),
  })
) {
  Deno.test(`keepWork() keeps the work beside ${what}`, () =>
    inWorktree(async (its, cwd) => {
      its.write("r/.git/info/exclude", "a\n");
      spoil(index(its));
      assertEquals(await keepWork(cwd, "s/1"), { ref });
      // What is tracked and ignored all the same is in it, too.
      assertEquals(keptFiles(its), ["a", "new"]);
      assertEquals(its.git("r", "show", `${ref}:a`), "changed");
    }));
}

Deno.test("keepWork() has nothing to keep of a clean folder whose index is broken", () =>
  inWorktree(async (its, cwd) => {
    its.write("w/a", "a\n");
    Deno.removeSync(`${cwd}/new`);
    Deno.truncateSync(index(its));
    assertEquals(await keepWork(cwd, "s/1"), null);
  }));

Deno.test("keepWork() keeps new files that git is configured not to show", () =>
  inWorktree(async (its, cwd) => {
    its.write("w/a", "a\n");
    its.git("w", "config", "status.showUntrackedFiles", "no");
    assertEquals(await keepWork(cwd, "s/1"), { ref });
    assertEquals(keptFiles(its), ["a", "new"]);
  }));

Deno.test("keepWork() says so where git does not find its way, and takes a folder without a repository for a plain one", () =>
  inWorktree(async (its, cwd) => {
    its.write("w/.git", `gitdir: ${its.folder}/gone\n`);
    assertEquals(await keepWork(cwd, "s/1"), {
      problem: `not a git repository: ${its.folder}/gone`,
    });
    Deno.removeSync(`${cwd}/.git`);
    assertEquals(await keepWork(cwd, "s/1"), null);
    Deno.writeTextFileSync(`${its.folder}/r/.git/config`, "[broken");
    const kept = await keepWork(`${its.folder}/r`, "s/1");
    assert(kept !== null && "problem" in kept);
    assertStringIncludes(kept.problem, "bad config");
  }));

Deno.test("keepWork() says so where objects cannot be written, and never that there is nothing to keep", () =>
  inWorktree(async (its, cwd) => {
    // As on a full disk, for whoever runs this: a file stands where the folder of the object belongs.
    for (const file of ["a", "new"]) {
      const id = its.git("w", "hash-object", file);
      its.write(`r/.git/objects/${id.slice(0, 2)}`, "");
    }
    const kept = await keepWork(cwd, "s/1");
    assert(kept !== null && "problem" in kept);
    assertEquals(kept.left, ["a", "new"]);
    assertStringIncludes(kept.problem, "unable");
  }));

Deno.test("keepWork() keeps what it can, and says what it cannot", () =>
  inWorktree(async (its, cwd) => {
    const id = its.git("w", "hash-object", "new");
    its.write(`r/.git/objects/${id.slice(0, 2)}`, "");
    sh(cwd, "git init -q nested && echo x > nested/file");
    assertEquals(await keepWork(cwd, "s/1"), { ref, left: ["nested/", "new"] });
    assertEquals(its.git("r", "show", `${ref}:a`), "changed");
  }));

Deno.test("keepWork() says that a submodule has work of its own", () =>
  inWorktree(async (its, cwd) => {
    repository(its, { below: "other" });
    sh(cwd, "git checkout -q a && rm new");
    const file = ["-c", "protocol.file.allow=always"];
    its.git("w", ...file, "submodule", "--quiet", "add", "../other", "sub");
    its.git("w", "commit", "-qm", "sub");
    assertEquals(await keepWork(cwd, "s/1"), null);
    its.write("w/sub/a", "changed\n");
    assertEquals(await keepWork(cwd, "s/1"), {
      problem: "it is in a repository of its own",
      left: ["sub"],
    });
  }));

Deno.test("keepWork() keeps names of all kinds, and does not wait for a pipe or a socket", () =>
  inWorktree(async (its, cwd) => {
    Deno.writeTextFileSync(`${cwd}/new\nline`, "x\n");
    sh(
      cwd,
      `printf x > "$(printf 'not\\377utf8')"; mkfifo pipe; rm a; mkfifo a`,
    );
    const socket = Deno.listen({ transport: "unix", path: `${cwd}/socket` });
    try {
      assertEquals(await keepWork(cwd, "s/1"), { ref, left: ["a"] });
    } finally {
      socket.close();
    }
    assertEquals(keptFiles(its), [
      "a",
      "new",
      '"new\\nline"',
      '"not\\377utf8"',
    ]);
  }));
