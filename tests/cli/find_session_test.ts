import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { findSession, type Guess } from "../../lib/cli/find_session.ts";
import { loadProject } from "../../lib/cli/project.ts";
import { UsageError } from "../../lib/errors.ts";
import { decided, prepared } from "../workflow/fixture.ts";
import { inProject, type MadeProject } from "./made_session.ts";

const finished = [
  ...prepared,
  decided("done", "done", { decision: "finish" }),
];

async function find(
  project: MadeProject,
  { word, cwd = project.repo, guess }: {
    word?: string;
    cwd?: string;
    guess?: Guess;
  } = {},
) {
  const terminal = project.terminal({ cwd });
  const { config } = await loadProject(terminal, { config: project.repo });
  const folder = await findSession(word, {
    terminal,
    config,
    ...(guess === undefined ? {} : { guess }),
  });
  return { name: folder.split("/").at(-1), said: terminal.errLines };
}

Deno.test("findSession() takes the only unfinished session, and says so", () =>
  inProject(async (project) => {
    await project.session("26-01-01-old", { rows: finished });
    const paths = await project.session("26-01-02-new", { rows: prepared });
    assertEquals(await find(project), {
      name: "26-01-02-new",
      said: ["samocode: session 26-01-02-new"],
    });
    // One with a broken journal is certainly not finished.
    await Deno.writeTextFile(paths.journal, "x\n", { append: true });
    assertEquals((await find(project)).name, "26-01-02-new");
  }));

Deno.test("findSession() takes the session whose folder or worktree holds the current folder", () =>
  inProject(async (project) => {
    await project.session("one", { rows: prepared });
    await project.session("two", { rows: prepared });
    const inside = join(project.worktrees, "two/src");
    await Deno.mkdir(inside, { recursive: true });
    const cwd = join(project.home, "link");
    await Deno.symlink(inside, cwd);
    assertEquals((await find(project, { cwd })).name, "two");
    const folder = join(project.sessions, "one");
    assertEquals((await find(project, { cwd: folder })).name, "one");
  }));

Deno.test("findSession() lists what could be meant", () =>
  inProject(async (project) => {
    await project.session("one", { rows: finished });
    await project.session("other", { rows: finished });
    const listed = async (word?: string) =>
      (await assertRejects(
        () => find(project, word === undefined ? {} : { word }),
        UsageError,
      )).details;
    assertEquals(await listed(), ["one", "other"]);
    assertEquals(await listed("o"), ["one", "other"]);
    assertEquals((await find(project, { word: "oth" })).said, [
      "samocode: session other",
    ]);
  }));

Deno.test("findSession() guesses among the finished ones where those are meant", () =>
  inProject(async (project) => {
    await project.session("26-01-01-old", { rows: finished });
    await project.session("26-01-02-new", { rows: prepared });
    assertEquals(
      (await find(project, { guess: "finished" })).name,
      "26-01-01-old",
    );
    const error = await assertRejects(
      () => find(project, { guess: "all" }),
      UsageError,
      "2 are there",
    );
    assertEquals(error.hint, "--session 26-01-02-new");
  }));

Deno.test("findSession() leads to the nearest name, else to the list", () =>
  inProject(async (project) => {
    await project.session("26-01-01-pyright", { rows: prepared });
    const hint = async (word: string) =>
      (await assertRejects(() => find(project, { word }), UsageError)).hint;
    assertEquals(await hint("26-01-01-pyrihgt"), "26-01-01-pyright");
    assertEquals(await hint("zzz"), "samocode list");
  }));

Deno.test("findSession() names what was archived, where a part of its name is given", () =>
  inProject(async (project) => {
    await Deno.mkdir(join(project.sessions, "_archive"));
    await project.session("_archive/26-01-01-add-json", { rows: finished });
    const error = await assertRejects(
      () => find(project, { word: "json" }),
      UsageError,
      'Cannot find a session "json"; archived: 26-01-01-add-json',
    );
    assertEquals(error.hint, "samocode list --archived");
  }));
