import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { createFactsReader, treeFacts } from "../../lib/system/git_facts.ts";
import { place, repository } from "./repository.ts";

const nothing = {
  head: null,
  tree: null,
  branch: null,
  dirty: false,
  changed: [],
};

Deno.test("treeFacts() tells head, branch and tree of a clean folder", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    assertEquals(await treeFacts(cwd), {
      head: its.git("r", "rev-parse", "HEAD"),
      tree: its.git("r", "rev-parse", "HEAD^{tree}"),
      branch: "main",
      dirty: false,
      changed: [],
    });
    its.git("r", "checkout", "-q", "--detach");
    assertEquals((await treeFacts(cwd)).branch, null);
  }));

Deno.test("treeFacts() tells nothing where there is no repository", () =>
  place(async ({ folder }) => {
    assertEquals(await treeFacts(folder), nothing);
    assertEquals(await treeFacts(`${folder}/none`), nothing);
  }));

Deno.test("treeFacts() gives equal ids to equal files, whether they are committed, added or new", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const ids = new Set<string | null>();
    const note = async () => {
      const { tree, dirty } = await treeFacts(cwd);
      ids.add(tree);
      return dirty;
    };
    its.write("r/a", "changed\n");
    its.write("r/new", "new\n");
    assert(await note());
    its.git("r", "add", "a");
    assert(await note());
    its.git("r", "add", "new");
    assert(await note());
    its.git("r", "commit", "-qm", "second");
    assert(!await note());
    assertEquals(ids.size, 1);
    its.write("r/new", "newer\n");
    await note();
    Deno.removeSync(`${cwd}/a`);
    await note();
    assertEquals(ids.size, 3);
  }));

Deno.test("treeFacts() sees a change of equal size in the same moment as a commit", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.git("r", "config", "core.trustctime", "false");
    its.write("r/new", "1\n");
    const before = await treeFacts(cwd);
    const then = new Date("2026-01-01T00:00:00Z");
    for (const text of ["a\n", "b\n"]) {
      its.write("r/a", text);
      Deno.utimeSync(`${cwd}/a`, then, then);
      if (text === "a\n") its.git("r", "update-index", "--refresh");
    }
    // All of it happened in one tick.
    Deno.utimeSync(`${cwd}/.git/index`, then, then);
    assertNotEquals((await treeFacts(cwd)).tree, before.tree);
  }));

Deno.test("treeFacts() changes nothing: no index, no objects, no ignored file in the tree", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/.gitignore", "*.log\n");
    its.write("r/x.log", "1\n");
    const before = {
      index: Deno.readFileSync(`${cwd}/.git/index`),
      objects: its.git("r", "count-objects", "-v"),
    };
    const first = await treeFacts(cwd);
    its.write("r/x.log", "2\n");
    assertEquals(await treeFacts(cwd), first);
    assertEquals({
      index: Deno.readFileSync(`${cwd}/.git/index`),
      objects: its.git("r", "count-objects", "-v"),
    }, before);
  }));

Deno.test("treeFacts() works before the first commit, and in a worktree", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.git("r", "worktree", "add", "-q", "-b", "side", "../w");
    its.write("w/new", "1\n");
    const side = await treeFacts(`${its.folder}/w`);
    assertEquals([side.branch, side.dirty], ["side", true]);
    assertNotEquals(side.tree, (await treeFacts(cwd)).tree);
    Deno.mkdirSync(`${its.folder}/e`);
    its.git("e", "init", "-q", "-b", "main");
    assertEquals(await treeFacts(`${its.folder}/e`), {
      ...nothing,
      branch: "main",
    });
    its.write("e/a", "a\n");
    const unborn = await treeFacts(`${its.folder}/e`);
    assertEquals(unborn.tree, its.git("r", "rev-parse", "HEAD^{tree}"));
  }));

Deno.test("treeFacts() leaves out what cannot be added: a repository inside without a commit", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    Deno.mkdirSync(`${cwd}/inner`);
    its.git("r/inner", "init", "-q");
    its.write("r/new", "1\n");
    const { tree } = await treeFacts(cwd);
    assert(tree !== null && tree !== its.git("r", "rev-parse", "HEAD^{tree}"));
  }));

Deno.test("treeFacts() names what is uncommitted: changed, new, removed, renamed, with odd names", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    its.write("r/odd name ü", "x\n");
    its.git("r", "mv", "a", "b 2");
    const { changed } = await treeFacts(cwd);
    assertEquals(changed.toSorted(), ["b 2", "odd name ü"]);
  }));

Deno.test("createFactsReader() tells the same as treeFacts(), whatever happens between two looks", () =>
  place(async (its) => {
    const cwd = repository(its, { below: "r" });
    const git = (...args: readonly string[]) => its.git("r", ...args);
    const reader = createFactsReader(cwd);
    try {
      const happenings = [
        () => {},
        () => Deno.writeTextFile(`${cwd}/new`, "1"),
        () => Deno.writeTextFile(`${cwd}/new`, "2"),
        () => git("add", "--all"),
        () => git("commit", "-qm", "two"),
        () => git("checkout", "-qb", "side"),
        () => git("commit", "-q", "--amend", "-m", "other words"),
        () => git("rm", "-q", "new"),
        () => git("reset", "-q", "--hard", "HEAD~1"),
        () => git("checkout", "-q", "--detach"),
        () => Deno.remove(`${cwd}/.git`, { recursive: true }),
      ];
      for (const happen of happenings) {
        await happen();
        assertEquals(await reader.read(), await treeFacts(cwd));
        assertEquals(await reader.read(), await treeFacts(cwd));
      }
    } finally {
      await reader.close();
    }
  }));

Deno.test("treeFacts() tells of the lock that a killed git left in a worktree, and leaves it there", () =>
  place(async (its) => {
    repository(its, { below: "r" });
    its.git("r", "worktree", "add", "-q", "-b", "side", "../w");
    const cwd = `${its.folder}/w`;
    assertEquals((await treeFacts(cwd)).indexLock, undefined);
    const path = `${its.folder}/r/.git/worktrees/w/index.lock`;
    Deno.writeTextFileSync(path, "");
    const sinceMs = Deno.lstatSync(path).mtime!.getTime();
    for (const change of [() => {}, () => its.write("w/new", "new\n")]) {
      change();
      const facts = await treeFacts(cwd);
      assertEquals(facts.indexLock, { path, sinceMs });
      assert(facts.tree !== null);
    }
    assert(Deno.lstatSync(path).isFile);
  }));
