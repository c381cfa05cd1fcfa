import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { readState } from "../../lib/cli/open_session.ts";
import { run } from "../../lib/cli/session.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { leaseHeld } from "../../lib/session/lease.ts";
import { readOverview } from "../../lib/session/overview.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { git, inSound } from "./sound_project.ts";

async function start(
  project: MadeProject,
  words: readonly string[],
  flags: Record<string, string> = {},
) {
  const terminal = project.terminal();
  const code = await run(
    { flags, positionals: ["start", ...words] },
    terminal,
  );
  const names = [...Deno.readDirSync(project.sessions)].map((e) => e.name);
  return {
    code,
    terminal,
    paths: sessionPaths(join(project.sessions, names.at(-1)!)),
  };
}

Deno.test("session start makes folder, branch and worktree, and nothing runs", () =>
  inSound(async (project) => {
    const { code, terminal, paths } = await start(project, ["Json Flag"], {
      task: "Add a --json flag",
      goal: "all commands have it",
      workflow: "quick",
    });
    assertEquals(code, 0);
    assert(/\/\d\d-\d\d-\d\d-json-flag$/.test(paths.folder));
    const state = await readState(paths.folder);
    assertEquals(
      [state.phase, state.workflow, state.iteration, state.run, state.branch],
      ["planning", "quick", 0, null, "json-flag"],
    );
    const worktree = join(
      project.worktrees,
      paths.folder.split("/").at(-1)!,
    );
    assertEquals(state.workingDir, worktree);
    assert((await Deno.stat(join(worktree, ".git"))).isFile);
    const overview = readOverview(await Deno.readTextFile(paths.overview));
    const task = "Add a --json flag\n\nComplete when: all commands have it";
    assertEquals([overview.task, state.task], [task, task]);
    assertEquals(terminal.outLines, [
      `Session: ${paths.folder}`,
      `Work in: ${worktree}`,
    ]);
    assertEquals(
      terminal.errLines.at(-1),
      `samocode: next: samocode run ${paths.folder.split("/").at(-1)}`,
    );
    assertEquals(await leaseHeld(paths, systemClock), false);
  }));

Deno.test("session start proposes instructions into the session's folder, never into the repository", () =>
  inSound(async (project) => {
    const { repo } = project;
    await Deno.mkdir(join(repo, "src"));
    await Deno.mkdir(join(repo, "node_modules"));
    const before = [...Deno.readDirSync(repo)].map(({ name }) => name).sort();
    const { paths, terminal } = await start(project, ["auth"]);
    const after = [...Deno.readDirSync(repo)].map(({ name }) => name).sort();
    assertEquals(after, before);
    const file = [...Deno.readDirSync(paths.folder)]
      .find(({ name }) => name.endsWith("-proposed-AGENTS.md"));
    const text = await Deno.readTextFile(join(paths.folder, file!.name));
    assertStringIncludes(text, "## Commands\n\n- test: `true`\n");
    assertStringIncludes(text, "## Layout\n\n- `src/`: …\n\n");
    assert(terminal.errLines.includes(text));
  }));

Deno.test("session start proposes nothing where the repository has instructions", () =>
  inSound(async (project) => {
    await Deno.writeTextFile(join(project.repo, "CLAUDE.md"), "Be kind.\n");
    const { paths } = await start(project, ["auth"]);
    const names = [...Deno.readDirSync(paths.folder)].map(({ name }) => name);
    assert(!names.some((name) => name.includes("proposed")), names.join());
  }));

Deno.test("session start names the session after its task, and works in a plain folder too", () =>
  inProject(async (project) => {
    const { code, paths, terminal } = await start(project, [], {
      task: "Say hello to Ann",
    });
    assertEquals(code, 0);
    assertStringIncludes(paths.folder, "-say-hello-to-ann");
    assertEquals(terminal.outLines[1], `Work in: ${project.repo}`);
  }));

Deno.test("session start refuses a session that is there, and one without a name and a task", () =>
  inSound(async (project) => {
    await start(project, ["auth"]);
    const error = await assertRejects(
      () => start(project, ["auth"]),
      UserError,
      "it is already there",
    );
    assertEquals(error.exitCode, 1);
    assertStringIncludes(error.hint ?? "", "samocode session continue ");
    await assertRejects(() => start(project, []), UsageError, "no name and no");
    assertEquals([...Deno.readDirSync(project.sessions)].length, 1);
  }));

Deno.test("session start tells what stands in the way, and lets go of the session", () =>
  inSound(async (project) => {
    const { repo, worktrees, sessions } = project;
    git(repo, "worktree", "add", "-q", "-b", "auth", join(worktrees, "other"));
    const error = await assertRejects(
      () => start(project, ["auth"]),
      UserError,
      'the branch "auth"',
    );
    assertStringIncludes(error.hint ?? "", "switch --detach");
    const [{ name } = { name: "" }] = [...Deno.readDirSync(sessions)];
    const paths = sessionPaths(join(sessions, name));
    assertEquals(await leaseHeld(paths, systemClock), false);
  }));

Deno.test("session run() refuses words that it does not know, and flags of another action", () =>
  inProject(async (project) => {
    const call = (words: readonly string[], flags = {}) => () =>
      run({ flags, positionals: words }, project.terminal());
    const near = await assertRejects(call(["archiv"]), UsageError);
    assertEquals(near.hint, "session archive");
    await assertRejects(call([]), UsageError, "no word says it");
    await assertRejects(
      call(["archive", "auth"], { task: "x" }),
      UsageError,
      '"--task" with "samocode session archive"',
    );
  }));
