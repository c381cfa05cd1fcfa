import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run as list } from "../../lib/cli/list.ts";
import { run as status } from "../../lib/cli/status.ts";
import { projectOfWorktree } from "../../lib/cli/worktree_project.ts";
import type { MadeProject } from "./made_session.ts";
import { git, inSession, inSound, NAME } from "./sound_project.ts";

/** The project's file, committed: so that it is in each worktree. */
function committed({ repo }: MadeProject, folder = repo): void {
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "The file of the project");
}

function found({ home }: MadeProject, folder: string): string | null {
  return projectOfWorktree(folder, { name: ".samocode", home });
}

Deno.test("projectOfWorktree() leads from a worktree, and a folder in it, to the project that made it", () =>
  inSound(async (project) => {
    const { repo, worktrees } = project;
    await Deno.mkdir(join(repo, "part"));
    await Deno.writeTextFile(
      join(repo, "part", ".samocode"),
      "MAIN_REPO=..\nWORKTREES=../../app.worktrees\nSESSIONS=../../app.sessions\n",
    );
    committed(project);
    const worktree = join(worktrees, "auth");
    git(repo, "worktree", "add", "-q", "-b", "auth", worktree);
    assertEquals(found(project, worktree), join(repo, ".samocode"));
    assertEquals(
      found(project, join(worktree, "part")),
      join(repo, "part", ".samocode"),
    );
    assertEquals(found(project, join(worktree, "src")), null);
    assertEquals(found(project, repo), null);
  }));

Deno.test("projectOfWorktree() leaves a worktree alone that the project did not make", () =>
  inSound((project) => {
    committed(project);
    const own = join(project.home, "own");
    git(project.repo, "worktree", "add", "-q", "-b", "own", own);
    assertEquals(found(project, own), null);
    return Promise.resolve();
  }));

Deno.test("status and list know the session in its own worktree, where the project's file is committed", () =>
  inSession(async (project, { worktree }) => {
    committed(project);
    git(worktree, "merge", "-q", "main");
    assert((await Deno.stat(join(worktree, ".samocode"))).isFile);
    for (const run of [status, list]) {
      const terminal = project.terminal({ cwd: worktree });
      assertEquals(await run({ flags: {}, positionals: [] }, terminal), 0);
      assertStringIncludes(
        [...terminal.errLines, ...terminal.outLines].join("\n"),
        NAME,
      );
    }
  }));
