import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/init.ts";
import { knownProjects } from "../../lib/cli/known_projects.ts";
import { loadProject } from "../../lib/cli/project.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

/** A folder with the git repository `app` and a folder `app/src`. */
async function inFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "app/.git"), { recursive: true });
    await Deno.mkdir(join(folder, "app/src"));
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function terminalAt(cwd: string, home: string) {
  return fakeTerminal({ cwd, env: { HOME: join(home, "home") } });
}

function call(
  positionals: readonly string[] = [],
  flags: Record<string, boolean> = {},
) {
  return { positionals, flags };
}

Deno.test("init run() makes a project of the repository around the current folder", () =>
  inFolder(async (folder) => {
    const terminal = terminalAt(join(folder, "app/src"), folder);
    const scripts = JSON.stringify({ scripts: { test: "vitest" } });
    await Deno.writeTextFile(join(folder, "app/package.json"), scripts);
    assertEquals(await run(call(), terminal), 0);
    const file = join(folder, "app/.samocode");
    const text = await Deno.readTextFile(file);
    assertStringIncludes(text, "\n# CHECK_TEST=npm test\n");
    assertEquals(terminal.outLines, []);
    assertEquals(terminal.errLines.at(-1), "Next: samocode doctor");
    assertStringIncludes(terminal.errLines.join("\n"), "may be committed");
    assertStringIncludes(terminal.errLines.join("\n"), "all permissions");
    assertEquals(knownProjects(terminal), [file]);

    const { config, warnings } = await loadProject(terminal);
    assertEquals(warnings, []);
    assertEquals(config.mainRepo, join(folder, "app"));
    assertEquals(config.worktrees, join(folder, "app.worktrees"));
    assertEquals((await Deno.stat(config.worktrees)).isDirectory, true);
    assertEquals((await Deno.stat(config.sessions)).isDirectory, true);
  }));

Deno.test("init run() tells that the work is done in a folder without git", () =>
  inFolder(async (folder) => {
    const words = "work will be done in the folder itself";
    for (const [path, told] of [["app/src", true], ["app", false]] as const) {
      const terminal = terminalAt(folder, folder);
      await run(call([path]), terminal);
      const text = terminal.errLines.join("\n");
      assertEquals(text.includes(words), told, text);
    }
  }));

Deno.test("init run() takes the named folder, and the current one outside of a repository", () =>
  inFolder(async (folder) => {
    const terminal = terminalAt(folder, folder);
    await run(call(["app/src"]), terminal);
    assertEquals(
      (await Deno.stat(join(folder, "app/src/.samocode"))).isFile,
      true,
    );
    await Deno.mkdir(join(folder, "plain"));
    await run(call(), terminalAt(join(folder, "plain"), folder));
    assertEquals(
      (await Deno.stat(join(folder, "plain/.samocode"))).isFile,
      true,
    );
    const error = await assertRejects(
      () => run(call(["gone"]), terminal),
      UsageError,
    );
    assertStringIncludes(error.message, "there is no such folder");
  }));

Deno.test("init run() leaves an existing file alone", () =>
  inFolder(async (folder) => {
    const file = join(folder, "app/.samocode");
    await Deno.writeTextFile(file, "mine");
    const terminal = terminalAt(join(folder, "app"), folder);
    const error = await assertRejects(() => run(call(), terminal), UserError);
    assertEquals(error.exitCode, 1);
    assertEquals(await Deno.readTextFile(file), "mine");
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, ["app"]);
  }));

Deno.test("init run() keeps the old file with --force, and an older backup too", () =>
  inFolder(async (folder) => {
    const file = join(folder, "app/.samocode");
    const terminal = terminalAt(join(folder, "app"), folder);
    for (const text of ["one", "two"]) {
      await Deno.writeTextFile(file, text);
      assertEquals(await run(call([], { force: true }), terminal), 0);
      assertStringIncludes(await Deno.readTextFile(file), "MAIN_REPO=.");
    }
    assertEquals(await Deno.readTextFile(`${file}.bak`), "one");
    assertEquals(await Deno.readTextFile(`${file}.bak2`), "two");
  }));

Deno.test("init run() prints the file with --print and writes nothing", () =>
  inFolder(async (folder) => {
    const terminal = terminalAt(join(folder, "app"), folder);
    assertEquals(await run(call([], { print: true }), terminal), 0);
    assertStringIncludes(
      terminal.outLines.join("\n"),
      "SESSIONS=../app.sessions",
    );
    assertEquals(terminal.errLines, []);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, ["app"]);
    assertEquals([...Deno.readDirSync(join(folder, "app"))].length, 2);
  }));

Deno.test("init run() tells why it cannot write, without a stack trace", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "app.sessions"), "a file in the way");
    const terminal = terminalAt(join(folder, "app"), folder);
    const error = await assertRejects(() => run(call(), terminal), UserError);
    assertStringIncludes(error.message, `Cannot set up "${folder}/app": `);
  }));
