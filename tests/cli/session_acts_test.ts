import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { readState } from "../../lib/cli/open_session.ts";
import { run } from "../../lib/cli/session.ts";
import { holdSession } from "../../lib/cli/session/hold.ts";
import { UserError } from "../../lib/errors.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { RefusedError } from "../../lib/session/refused.ts";
import { inAttempt } from "../fakes/standing.ts";
import { inProject, type MadeProject, plainOverview } from "./made_session.ts";
import { git, inSound } from "./sound_project.ts";

interface Scene {
  readonly project: MadeProject;
  readonly paths: SessionPaths;
  readonly worktree: string;
}

/** A sound project with a session that was started. */
function inStarted(test: (scene: Scene) => Promise<void>): Promise<void> {
  return inSound(async (project) => {
    await call(project, ["start", "auth"]);
    const [{ name } = { name: "" }] = [...Deno.readDirSync(project.sessions)];
    const paths = sessionPaths(join(project.sessions, name));
    await test({ project, paths, worktree: join(project.worktrees, name) });
  });
}

async function call(
  project: MadeProject,
  words: readonly string[],
  flags: Record<string, string | boolean> = {},
) {
  const terminal = project.terminal({ env: { USER: "ann" } });
  const code = await run({ flags, positionals: words }, terminal);
  return { code, ...terminal };
}

function output(cwd: string, ...args: readonly string[]): string {
  const { stdout } = new Deno.Command("git", { args: [...args], cwd })
    .outputSync();
  return new TextDecoder().decode(stdout).trim();
}

async function flow({ overview }: SessionPaths): Promise<readonly string[]> {
  return (await Deno.readTextFile(overview)).split("\n")
    .filter((line) => line.startsWith("- ["))
    .map((line) => line.replace(/ @ [^\]]+/, ""));
}

Deno.test("session continue tells where everything is, and marks the flow log", () =>
  inStarted(async ({ project, paths, worktree }) => {
    const { outLines } = await call(project, ["continue", "auth"]);
    const text = outLines.join("\n");
    assertStringIncludes(text, `Folder:   ${paths.folder}\n`);
    assertStringIncludes(text, `Work in:  ${worktree} (branch auth)\n`);
    assertStringIncludes(text, "Phase:    investigation (iteration 0)\n");
    assertStringIncludes(text, "Session prepared; phase investigation");
    assertEquals(
      (await flow(paths)).at(-1),
      "- [continue] Session continued by hand",
    );
    const state = await readState(paths.folder);
    assertEquals([state.pending, state.requests], [null, []]);
  }));

Deno.test("session continue only looks while a run works on the session", () =>
  inStarted(async ({ project, paths }) => {
    const lease = await holdSession(paths);
    try {
      const before = await flow(paths);
      const { code, errLines } = await call(project, ["continue", "auth"]);
      assertEquals(code, 0);
      assertStringIncludes(errLines.at(-1)!, "a run works on it");
      assertEquals(await flow(paths), before);
    } finally {
      lease.release();
    }
  }));

Deno.test("session sync writes the commits that were made by hand, each once", () =>
  inStarted(async ({ project, paths, worktree }) => {
    const nothing = await call(project, ["sync", "auth"]);
    assertStringIncludes(nothing.outLines[0]!, "Nothing was done by hand");
    git(worktree, "commit", "-q", "--allow-empty", "-m", "Rename it");
    await call(project, ["sync", "auth"]);
    const head = output(worktree, "rev-parse", "--short", "HEAD");
    assertEquals(
      (await flow(paths)).at(-1),
      `- [sync] By hand: 1 commit: ${head} Rename it`,
    );
    await Deno.writeTextFile(join(worktree, "new"), "");
    await call(project, ["sync", "auth"]);
    assertEquals(
      (await flow(paths)).at(-1),
      "- [sync] By hand: uncommitted changes",
    );
    await call(project, ["sync", "auth"], { note: "asked\nBob" });
    assertEquals((await flow(paths)).at(-1), "- [sync] By hand: asked Bob");
  }));

Deno.test("session sync commits the session's folder alone, without logs and locks", () =>
  inStarted(async ({ project, paths }) => {
    const { sessions } = project;
    git(sessions, "init", "-q");
    git(sessions, "config", "user.name", "Ada");
    git(sessions, "config", "user.email", "ada@example.com");
    await Deno.writeTextFile(join(sessions, "mine"), "");
    git(sessions, "add", "mine");
    await Deno.writeTextFile(join(paths.logs, "a.jsonl"), "said");
    await Deno.writeTextFile(paths.log, "said");
    await Deno.writeTextFile(join(paths.folder, "notes.md"), "kept");
    const { outLines } = await call(project, ["sync", "auth"], { note: "x" });
    assertEquals(outLines.at(-1), "The session's folder is committed");
    const name = paths.folder.split("/").at(-1)!;
    const tracked = output(sessions, "ls-tree", "-r", "--name-only", "HEAD")
      .split("\n").filter((path) => !path.endsWith('-AGENTS.md"'));
    assertEquals(
      tracked.filter((path) => !path.includes("proposed")),
      ["_journal.jsonl", "_overview.md", "notes.md"]
        .map((file) => `${name}/${file}`),
    );
    assertEquals(output(sessions, "log", "--format=%s"), "Sync session: auth");
    assertEquals(output(sessions, "diff", "--cached", "--name-only"), "mine");
    await Deno.remove(join(paths.folder, "notes.md"));
    await call(project, ["sync", "auth"], { note: "y" });
    assert(
      !output(sessions, "ls-tree", "-r", "HEAD").includes("notes.md"),
    );
  }));

Deno.test("session sync never commits to a repository that only holds the folder of all sessions", () =>
  inStarted(async ({ project }) => {
    git(project.home, "init", "-q");
    const { outLines } = await call(project, ["sync", "auth"], { note: "x" });
    assertStringIncludes(outLines.at(-1)!, "is not committed");
    assertEquals(output(project.home, "rev-list", "--all", "--count"), "0");
  }));

Deno.test("session sync leaves a wish of the person to a run", () =>
  inStarted(async ({ project, paths }) => {
    const text = await Deno.readTextFile(paths.overview);
    const edited = text.replace("Phase: investigation", "Phase: testing");
    await Deno.writeTextFile(paths.overview, edited);
    const error = await assertRejects(
      () => call(project, ["sync", "auth"], { note: "x" }),
      RefusedError,
      '"Phase" was changed in the overview to "testing"',
    );
    assertStringIncludes(error.hint ?? "", "samocode run ");
    assertEquals(await Deno.readTextFile(paths.overview), edited);
  }));

Deno.test("session sync is refused while a run works, and while an attempt is open", () =>
  inStarted(async ({ project, paths }) => {
    const sync = (name: string) => () =>
      call(project, ["sync", name], { note: "x" });
    const lease = await holdSession(paths);
    try {
      const error = await assertRejects(sync("auth"), UserError);
      assertEquals(error.exitCode, 3);
    } finally {
      lease.release();
    }
    await project.session("26-01-15-open", inAttempt());
    await assertRejects(sync("open"), RefusedError, "an attempt is running");
  }));

Deno.test("session sync takes over a session of the program before", () =>
  inProject(async (project) => {
    const paths = await project.session("26-01-15-old", {
      overview: plainOverview({ phase: "implementation" }),
      files: {
        "_signal_history.jsonl": "",
      },
    });
    await call(project, ["sync", "old"], { note: "Fixed it" });
    assertEquals((await readState(paths.folder)).takenOver, true);
    assertStringIncludes((await flow(paths)).at(-1)!, "By hand: Fixed it");
  }));
