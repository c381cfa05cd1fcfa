import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { noteProject } from "../../lib/cli/known_projects.ts";
import { run } from "../../lib/cli/list.ts";
import { prepared } from "../workflow/fixture.ts";
import { inProject } from "./made_session.ts";

Deno.test("list run() shows a session once where clones beside each other share its folder", () =>
  inProject(async (project) => {
    const second = join(project.home, "second");
    await Deno.mkdir(second);
    await Deno.copyFile(
      join(project.repo, ".samocode"),
      join(second, ".samocode"),
    );
    // The same folder by another name.
    const third = join(project.home, "third");
    await Deno.mkdir(third);
    await Deno.symlink(project.sessions, join(project.home, "linked"));
    await Deno.writeTextFile(
      join(third, ".samocode"),
      "MAIN_REPO=.\nWORKTREES=../w\nSESSIONS=../linked\n",
    );
    await project.session("26-01-02-old", { rows: prepared });
    const terminal = project.terminal({ cwd: project.home });
    for (const folder of [project.repo, second, third]) {
      noteProject(terminal, join(folder, ".samocode"));
    }
    await run({ flags: { all: true, json: true }, positionals: [] }, terminal);
    const { sessions } = JSON.parse(terminal.outLines.join(""));
    assertEquals(
      sessions.map((s: Record<string, unknown>) => s["project"]),
      [project.repo],
    );
  }));
