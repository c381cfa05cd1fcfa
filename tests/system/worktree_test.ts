import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/errors.ts";
import { plannedStart, prepareWorktree } from "../../lib/system/worktree.ts";
import { type Place, place, repository } from "./repository.ts";

/** `up`, and `r`, its clone; sessions are named by their worktree. */
function clone(its: Place, branch = "main"): void {
  repository(its, { below: "up", branch });
  its.git(".", "clone", "-q", "up", "r");
}

function prepare({ folder }: Place, name: string, rest = {}) {
  return prepareWorktree({
    mainRepo: `${folder}/r`,
    path: `${folder}/wt/${name}`,
    branch: `x/${name}`,
    fetch: true,
    ...rest,
  });
}

Deno.test("prepareWorktree() starts from the newest main branch of the remote, whatever its name", () =>
  place(async (its) => {
    clone(its, "trunk");
    its.write("up/a", "newer\n");
    its.git("up", "commit", "-qam", "second");
    const base = its.git("up", "rev-parse", "HEAD");
    assertEquals(await prepare(its, "s"), {
      kind: "ready",
      base,
      baseName: "origin/trunk",
      attached: false,
      notes: [],
    });
    assertEquals(
      its.git("wt/s", "rev-parse", "HEAD", "--abbrev-ref", "HEAD"),
      `${base}\nx/s`,
    );
    const upstream = "--format=%(upstream)";
    assertEquals(its.git("r", "branch", upstream, "--list", "x/s"), "");
  }));

Deno.test("prepareWorktree() finds its own work done, and what was committed since", () =>
  place(async (its) => {
    clone(its);
    const first = await prepare(its, "s");
    assert(first.kind === "ready");
    its.write("wt/s/a", "work\n");
    its.git("wt/s", "commit", "-qam", "work");
    assertEquals(await prepare(its, "s"), { ...first, attached: true });
    assertEquals(Deno.readTextFileSync(`${its.folder}/wt/s/a`), "work\n");
  }));

Deno.test("prepareWorktree() attaches a branch that is there, here or at the remote", () =>
  place(async (its) => {
    clone(its);
    its.git("r", "branch", "x/here");
    its.git("up", "checkout", "-qb", "x/there");
    its.write("up/a", "there\n");
    its.git("up", "commit", "-qam", "there");
    its.git("up", "checkout", "-q", "main");
    const base = its.git("up", "rev-parse", "main");
    for (const name of ["here", "there"]) {
      const made = await prepare(its, name);
      assertEquals(made, {
        kind: "ready",
        base,
        baseName: "origin/main",
        attached: true,
        notes: [
          name === "here"
            ? "branch x/here is there already, with no commits since origin/main"
            : "branch x/there is there already: its 1 commit since origin/main is part of it",
        ],
      });
    }
    assertEquals(Deno.readTextFileSync(`${its.folder}/wt/there/a`), "there\n");
  }));

Deno.test("prepareWorktree() tells of commits of the main branch here that the remote has not", () =>
  place(async (its) => {
    clone(its);
    for (const text of ["one\n", "two\n"]) {
      its.write("r/a", text);
      its.git("r", "commit", "-qam", "mine");
    }
    const note =
      "main has 2 commits that origin/main has not: they are not in the worktree";
    const planned = await plannedStart(`${its.folder}/r`, "x/s");
    const made = await prepare(its, "s");
    assert(made.kind === "ready");
    assertEquals([made.baseName, made.notes], ["origin/main", [note]]);
    assertEquals(planned, [
      `origin/main, ${made.base.slice(0, 7)} as it is known here`,
      note,
    ]);
  }));

Deno.test("prepareWorktree() goes on with what is here when the remote cannot be reached, and says so", () =>
  place(async (its) => {
    clone(its);
    its.write("r/a", "mine\n");
    its.git("r", "commit", "-qam", "mine");
    its.git("r", "remote", "set-url", "origin", `${its.folder}/gone`);
    const made = await prepare(its, "s");
    assert(made.kind === "ready");
    assertEquals([made.baseName, made.base], [
      "main",
      its.git("r", "rev-parse", "HEAD"),
    ]);
    assertEquals(made.notes.length, 1);
    assert(made.notes[0]?.startsWith('Could not fetch from "origin"'));
  }));

Deno.test("prepareWorktree() works without a remote, from what is checked out when there is no main branch", () =>
  place(async (its) => {
    repository(its, { below: "r", branch: "odd" });
    const made = await prepare(its, "s");
    assert(made.kind === "ready");
    assertEquals([made.baseName, made.notes], ["odd", []]);
  }));

Deno.test("prepareWorktree() makes a worktree again that somebody removed", () =>
  place(async (its) => {
    clone(its);
    await prepare(its, "s");
    Deno.removeSync(`${its.folder}/wt/s`, { recursive: true });
    const made = await prepare(its, "s");
    assert(made.kind === "ready" && made.attached);
    assertEquals(Deno.readTextFileSync(`${its.folder}/wt/s/a`), "a\n");
  }));

Deno.test("prepareWorktree() makes a worktree again that was cut off while git made it", () =>
  place(async (its) => {
    clone(its);
    await prepare(its, "s");
    Deno.removeSync(`${its.folder}/wt/s/a`);
    its.write("r/.git/worktrees/s/locked", "initializing");
    const made = await prepare(its, "s");
    assert(made.kind === "ready" && made.attached);
    assertEquals(its.git("wt/s", "status", "--porcelain"), "");
  }));

Deno.test("prepareWorktree() gives up when it is interrupted", () =>
  place(async (its) => {
    clone(its);
    const stop = AbortSignal.abort();
    await assertRejects(
      () => prepare(its, "s", { stop }),
      UserError,
      "interrupted",
    );
    assertEquals(its.git("r", "branch", "--format=%(refname:short)"), "main");
  }));

Deno.test("prepareWorktree() takes a plain folder as it is", () =>
  place(async (its) => {
    repository(its, { below: "r" });
    Deno.mkdirSync(`${its.folder}/plain`);
    Deno.mkdirSync(`${its.folder}/r/sub`);
    for (const below of ["plain", "r/sub"]) {
      const mainRepo = `${its.folder}/${below}`;
      assertEquals(await prepare(its, "s", { mainRepo }), { kind: "plain" });
    }
  }));

Deno.test("prepareWorktree() refuses what a person must mend, and leaves it", () =>
  place(async (its) => {
    const refused = (name: string, words: string, rest = {}) =>
      assertRejects(() => prepare(its, name, rest), UserError, words);
    clone(its);
    Deno.mkdirSync(`${its.folder}/empty`);
    its.git("empty", "init", "-q");
    const mainRepo = `${its.folder}/empty`;
    await refused("s", "it has no commit yet", { mainRepo });
    Deno.mkdirSync(`${its.folder}/wt/taken/x`, { recursive: true });
    await refused("taken", "something else is there");
    its.write("wt/file", "");
    await refused("file", "something else is there");
    await refused("s", 'it is checked out in "', { branch: "main" });
    await refused("s", "is not a valid branch name", { branch: "a..b" });
    assertEquals(its.git("r", "branch", "--format=%(refname:short)"), "main");
  }));

Deno.test("prepareWorktree() makes many worktrees of one repository at once", () =>
  place(async (its) => {
    repository(its, { below: "r" });
    const names = Array.from({ length: 16 }, (_, n) => `s${n}`);
    const made = await Promise.all(
      names.map((name) => prepare(its, name, { fetch: false })),
    );
    assertEquals(made.map(({ kind }) => kind), names.map(() => "ready"));
    assertEquals(
      names.map((name) => its.git(`wt/${name}`, "branch", "--show-current")),
      names.map((name) => `x/${name}`),
    );
  }));
