import { assert, assertEquals } from "@std/assert";
import { keepWork } from "../../lib/system/keep_work.ts";
import { place, repository } from "./repository.ts";

Deno.test("keepWork() commits changes and new files to a ref of its own, and leaves everything else", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const head = its.git("r", "rev-parse", "HEAD");
    its.write("r/a", "changed\n");
    its.write("r/new", "new\n");
    const status = its.git("r", "status", "--porcelain", "--branch");
    const ref = "refs/samocode/wip/s-003-a1";
    assertEquals(await keepWork(cwd, "s-003-a1"), { ref });
    assertEquals(its.git("r", "status", "--porcelain", "--branch"), status);
    assertEquals(
      its.git("r", "rev-parse", `${ref}^`, "HEAD"),
      `${head}\n${head}`,
    );
    assertEquals(its.git("r", "show", `${ref}:a`), "changed");
    assertEquals(its.git("r", "show", `${ref}:new`), "new");
    assertEquals(its.git("r", "show", "-s", "--format=%an", ref), "samocode");
  }));

Deno.test("keepWork() keeps nothing of a clean folder, or without a repository", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    assertEquals(await keepWork(cwd, "n"), null);
    assertEquals(await keepWork(its.folder, "n"), null);
    assertEquals(await keepWork(`${its.folder}/none`, "n"), null);
    assertEquals(its.git("r", "for-each-ref", "refs/samocode"), "");
  }));

Deno.test("keepWork() keeps a clean folder where it is told to, with HEAD as the parent", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const ref = "refs/samocode/wip/n";
    assertEquals(await keepWork(cwd, "n", { clean: true }), { ref });
    const [parent, head] = its.git("r", "rev-parse", `${ref}^`, "HEAD")
      .split("\n");
    assertEquals(parent, head);
    assertEquals(its.git("r", "diff", "--name-only", "HEAD", ref), "");
    assertEquals(await keepWork(its.folder, "n", { clean: true }), null);
  }));

Deno.test("keepWork() works before the first commit and in the middle of a merge", () =>
  place(async (its) => {
    Deno.mkdirSync(`${its.folder}/e`);
    its.git("e", "init", "-q");
    its.write("e/a", "a\n");
    const kept = await keepWork(`${its.folder}/e`, "n");
    assertEquals(kept, { ref: "refs/samocode/wip/n" });
    const cwd = repository(its, { below: "r" });
    its.git("r", "checkout", "-qb", "side");
    its.write("r/a", "side\n");
    its.git("r", "commit", "-qam", "side");
    its.git("r", "checkout", "-q", "main");
    its.write("r/a", "main\n");
    its.git("r", "commit", "-qam", "main");
    try {
      its.git("r", "merge", "-q", "side");
    } catch (error) {
      assert(error instanceof Error);
    }
    assertEquals(await keepWork(cwd, "n"), { ref: "refs/samocode/wip/n" });
    assert(its.git("r", "show", "refs/samocode/wip/n:a").includes("<<<<<<<"));
    assert(its.git("r", "status", "--porcelain").startsWith("UU a"));
  }));

Deno.test("keepWork() tells a problem in git's words", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/a", "changed\n");
    const kept = await keepWork(cwd, "a..b");
    assert(kept !== null && "problem" in kept);
    assert(kept.problem.includes("bad name"), kept.problem);
  }));
