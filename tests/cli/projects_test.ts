import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { knownProjects, noteProject } from "../../lib/cli/known_projects.ts";
import { run } from "../../lib/cli/projects.ts";
import { inProject } from "./made_session.ts";

Deno.test("projects run() forgets those that are gone, and no other", () =>
  inProject(async (project) => {
    const terminal = project.terminal();
    const broken = join(project.home, "broken");
    await Deno.mkdir(broken);
    await Deno.writeTextFile(join(broken, ".samocode"), "X\n");
    const files = [join(project.home, "gone"), broken, project.repo]
      .map((folder) => join(folder, ".samocode"));
    for (const file of files) noteProject(terminal, file);
    const flags = { "forget-gone": true, json: true };
    assertEquals(await run({ flags, positionals: [] }, terminal), 0);
    assertEquals(terminal.errLines, [`Forgot ${join(project.home, "gone")}`]);
    const left = JSON.parse(terminal.outLines.join(""));
    assertEquals(
      left.map((p: Record<string, unknown>) => [p["project"], p["gone"]]),
      [["broken", false], ["app", false]],
    );
    assertEquals(knownProjects(terminal), files.slice(1));
    const again = project.terminal();
    assertEquals(await run({ flags, positionals: [] }, again), 0);
    assertEquals(again.errLines, []);
  }));
