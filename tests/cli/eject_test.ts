import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/eject.ts";
import { loadWorkflow } from "../../lib/cli/load_workflow.ts";
import { loadProject } from "../../lib/cli/project.ts";
import { UsageError, UserError } from "../../lib/errors.ts";
import { fakeTerminal } from "../fakes/terminal.ts";

const SETTINGS = "MAIN_REPO=.\nWORKTREES=w\nSESSIONS=s\n";

/** A folder with a project in `app`, and a terminal in `app/src`. */
async function inProject(
  test: (folder: string, terminal: ReturnType<typeof fakeTerminal>) => unknown,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "app/src"), { recursive: true });
    await Deno.writeTextFile(join(folder, "app/.samocode"), SETTINGS);
    const cwd = join(folder, "app/src");
    await test(folder, fakeTerminal({ cwd, env: { HOME: folder } }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function call(...positionals: readonly string[]) {
  return { flags: {}, positionals };
}

/** Adds the printed line to the project's file and loads what it names. */
async function use(folder: string, line: string) {
  const file = join(folder, "app/.samocode");
  await Deno.writeTextFile(file, `${SETTINGS}${line}\n`);
  const terminal = fakeTerminal({ cwd: join(folder, "app"), env: {} });
  const { config, warnings } = await loadProject(terminal);
  assertEquals(warnings, []);
  return { path: config.workflow, ...await loadWorkflow(config.workflow) };
}

Deno.test("eject run() writes workflows that are the built-in ones, beside the project's file", () =>
  inProject(async (folder, terminal) => {
    assertEquals(await run(call(), terminal), 0);
    assertEquals(terminal.outLines, [
      "WORKFLOW=samocode-workflow/workflow.md",
    ]);
    const used = await use(folder, terminal.outLines[0]!);
    const at = join(folder, "app/samocode-workflow");
    assertEquals(used.path, join(at, "workflow.md"));
    const full = await loadWorkflow("full");
    assertEquals(used.workflow.phases, full.workflow.phases);
    assertEquals(used.workflow.prompt, full.workflow.prompt);
    assertEquals(used.skills, full.skills);
    const quick = await loadWorkflow(join(at, "workflow.quick.md"));
    assertEquals(
      quick.workflow.phases,
      (await loadWorkflow("quick")).workflow.phases,
    );
    const written = [...Deno.readDirSync(join(at, "skills"))];
    assertEquals(
      written.map(({ name }) => name).sort(),
      Object.keys(full.skills).sort(),
    );
  }));

Deno.test("eject run() writes skills that a run then takes, changes included", () =>
  inProject(async (folder, terminal) => {
    await run(call(), terminal);
    const skill = join(
      folder,
      "app/samocode-workflow/skills/planning/SKILL.md",
    );
    await Deno.writeTextFile(skill, "our own way to plan\n");
    const used = await use(folder, terminal.outLines[0]!);
    assertEquals(used.skills["planning"], "our own way to plan\n");
  }));

Deno.test("eject run() takes a folder relative to the current one, and quotes its name where a setting needs it", () =>
  inProject(async (folder, terminal) => {
    for (const name of ["../own", "two words", "#5 $HOME", "it's ours"]) {
      assertEquals(await run(call(name), terminal), 0);
      const line = terminal.outLines.at(-1)!;
      const { path } = await use(folder, line);
      assertEquals(path, join(folder, "app/src", name, "workflow.md"), line);
    }
  }));

Deno.test("eject run() lists what is there and writes nothing", () =>
  inProject(async (folder, terminal) => {
    const at = join(folder, "app/samocode-workflow");
    const skill = join(at, "skills/done/SKILL.md");
    await Deno.mkdir(join(at, "skills/done"), { recursive: true });
    await Deno.writeTextFile(skill, "mine");
    const error = await assertRejects(() => run(call(), terminal), UserError);
    assertEquals(error.exitCode, 1);
    assertEquals(error.details, [skill]);
    assertEquals(await Deno.readTextFile(skill), "mine");
    assertEquals([...Deno.readDirSync(at)].map(({ name }) => name), ["skills"]);
    assertEquals(terminal.outLines, []);
  }));

Deno.test("eject run() does not write through a broken link", () =>
  inProject(async (folder, terminal) => {
    const at = join(folder, "app/samocode-workflow");
    await Deno.mkdir(at);
    await Deno.symlink(join(folder, "gone"), join(at, "workflow.md"));
    await assertRejects(() => run(call(), terminal), UserError);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
      "app",
    ]);
  }));

Deno.test("eject run() tells that a file is where the folder should be", () =>
  inProject(async (folder, terminal) => {
    await Deno.writeTextFile(join(folder, "app/samocode-workflow"), "");
    const error = await assertRejects(() => run(call(), terminal), UserError);
    assert(error.message.startsWith("Cannot write the workflow to"));
  }));

Deno.test("eject run() needs a project", () =>
  inProject(async (folder) => {
    const terminal = fakeTerminal({ cwd: folder, env: { HOME: folder } });
    const error = await assertRejects(() => run(call(), terminal), UsageError);
    assertEquals(error.hint, "samocode init");
  }));
