import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { knownProjects, noteProject } from "../../lib/cli/known_projects.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("noteProject() notes each project once, under the state folder", () =>
  inFolder(async (folder) => {
    const terminal = fakeTerminal({ cwd: folder, env: { HOME: folder } });
    assertEquals(knownProjects(terminal), []);
    for (const file of ["/a/.samocode", "/b/.samocode", "/a/.samocode"]) {
      noteProject(terminal, file);
    }
    assertEquals(knownProjects(terminal), ["/a/.samocode", "/b/.samocode"]);
    const path = join(folder, ".local/state/samocode/projects");
    assertEquals(
      await Deno.readTextFile(path),
      "/a/.samocode\n/b/.samocode\n",
    );
    assertEquals(terminal.errLines, []);
  }));

Deno.test("knownProjects() passes over lines that are no absolute path", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "samocode"));
    await Deno.writeTextFile(
      join(folder, "samocode/projects"),
      "\n/a/.samocode\r\nrelative\n/a/.samocode\n",
    );
    const env = { XDG_STATE_HOME: folder };
    const terminal = fakeTerminal({ cwd: folder, env });
    assertEquals(knownProjects(terminal), ["/a/.samocode"]);
  }));

Deno.test("noteProject() warns when it cannot write, and goes on", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "file"), "");
    const env = { XDG_STATE_HOME: join(folder, "file") };
    const terminal = fakeTerminal({ cwd: folder, env });
    noteProject(terminal, "/a/.samocode");
    assertEquals(terminal.errLines.length, 1);
    assertStringIncludes(terminal.errLines[0]!, "warning: ");
  }));

Deno.test("noteProject() does not write over a list that it cannot read", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "samocode"));
    await Deno.symlink("elsewhere", join(folder, "samocode/projects"));
    const env = { XDG_STATE_HOME: folder };
    const terminal = fakeTerminal({ cwd: folder, env });
    noteProject(terminal, "/a/.samocode");
    assertStringIncludes(terminal.errLines[0]!, "it is a link");
    assertEquals(
      await Deno.readLink(join(folder, "samocode/projects")),
      "elsewhere",
    );
  }));

Deno.test("noteProject() does nothing without a home folder", () => {
  const terminal = fakeTerminal({ cwd: "/" });
  noteProject(terminal, "/a/.samocode");
  assertEquals([knownProjects(terminal), terminal.errLines], [[], []]);
});
