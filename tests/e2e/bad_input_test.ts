// What cannot be meant is refused before anything is made: exit code 2, and one message that says all of it.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import { writeUserConfig } from "./user_config.ts";

const task = ["run", "s", "--task", "Do it"];

/** Standard error of a call that must be refused without a trace. */
async function refused(
  project: Project,
  args: readonly string[],
): Promise<readonly string[]> {
  const ran = await project.run(args);
  assertEquals([ran.code, ran.out], [2, ""]);
  assertEquals(await project.starts(), []);
  const made = [...Deno.readDirSync(project.dir)].map(({ name }) => name);
  assertEquals(made.includes("sessions"), false);
  return ran.errLines;
}

Deno.test("run refuses a limit of money with a provider that tells no cost and has no price", async () => {
  await withProject(async (project) => {
    const limited = [...task, "--provider", "claude,codex", "--max-usd", "1"];
    assertEquals(await refused(project, limited), [
      'samocode: Cannot limit the money: "codex" tells no cost, and no price is configured',
      "  try: --max-hours, or providers.codex.price in config.yaml",
    ]);
    await writeUserConfig(
      project,
      "providers: { codex: { price: { input: -1, output: 2 } } }\n",
    );
    assertEquals(await refused(project, limited), [
      'samocode: Cannot use the configuration of "<dir>/.samocode": it has a problem',
      "  - <dir>/home/.config/samocode/config.yaml:2: providers.codex.price.input is -1, it must not be negative",
    ]);
    await writeUserConfig(
      project,
      "providers: { codex: { price: { input: 1, output: 2 } } }\n",
    );
    assertEquals((await project.run([...limited, "--once"])).code, 0);
  });
});

Deno.test("run refuses a provider that it does not know, and a chain with a program that is not there", async () => {
  await withProject(async (project) => {
    assertEquals(await refused(project, [...task, "--provider", "cluade"]), [
      'samocode: Cannot use the configuration of "<dir>/.samocode": it has a problem',
      '  - command line: --provider is "cluade", not a known provider: claude, codex, demo',
    ]);
    await writeUserConfig(project, "providers: { other: {} }\n");
    assertEquals(await refused(project, [...task, "--provider", "other"]), [
      'samocode: Cannot use the configuration of "<dir>/.samocode": it has a problem',
      "  - <dir>/home/.config/samocode/config.yaml:2: providers.other.executable is missing",
    ]);
    await writeUserConfig(
      project,
      "providers: { other: { executable: sh } }\n",
    );
    assertEquals(await refused(project, [...task, "--provider", "other"]), [
      'samocode: Cannot start: nobody told how "other" is started: providers.other.command is missing',
      "  try: docs/providers.md tells what to write",
    ]);
    await writeUserConfig(
      project,
      "providers: { codex: { command: { args: [] } } }\n",
    );
    assertEquals((await refused(project, task)).slice(1), [
      "  - <dir>/home/.config/samocode/config.yaml:2: providers.codex.command is for other programs: codex is built in",
    ]);
    await writeUserConfig(project, "");
    const chain = [...task, "--provider", "claude,codex"];
    const env = { CODEX_PATH: "/nowhere/codex" };
    const ran = await project.run(chain, { env });
    assertEquals([ran.code, ran.out], [2, ""]);
    assertEquals(ran.errLines, [
      'samocode: Cannot start: the program "/nowhere/codex" of "codex" is not installed',
      "  try: npm install -g @openai/codex, or set CODEX_PATH",
    ]);
    const folder = { CODEX_PATH: project.fake };
    assertEquals(
      (await project.run(chain, { env: folder })).errLines[0],
      'samocode: Cannot start: the program "<dir>/fake" of "codex" is no file that can be executed',
    );
    assertEquals(await project.starts(), []);
  });
});

Deno.test("run refuses a profile that a provider of the chain does not have, wherever it is named", async () => {
  await withProject(async (project) => {
    await writeUserConfig(
      project,
      `default_profile: huge
workflow_overrides: { planning: tiny }
`,
    );
    assertEquals(await refused(project, task), [
      'samocode: Cannot use the configuration of "<dir>/.samocode": it has 2 problems',
      '  - <dir>/home/.config/samocode/config.yaml:2: default_profile is "huge", claude has no such profile: light, standard, strong, max, own',
      '  - <dir>/home/.config/samocode/config.yaml:3: workflow_overrides.planning is "tiny", claude has no such profile: light, standard, strong, max, own',
    ]);
    await writeUserConfig(project, "workflow_overrides: { plannning: max }\n");
    const phases =
      "investigation, requirements, planning, implementation, testing, quality, done";
    assertEquals(await refused(project, task), [
      `samocode: Cannot start: workflow_overrides names "plannning", the phases are ${phases}`,
      "  try: put workflow and config.yaml in line",
    ]);
    // An override is for all projects: this workflow need not have its phase.
    await writeUserConfig(project, "workflow_overrides: { testing: max }\n");
    const quick = [...task, "--workflow", "quick", "--dry-run"];
    assertEquals((await project.run(quick)).code, 0);
    await Deno.writeTextFile(
      join(project.dir, "own.md"),
      `---
version: 1
start: planning
phases:
  planning: { skill: planning, next: [done], signals: [continue], limit: 3, profile: mine }
  done: { skill: done, final: true, signals: [done], limit: 3 }
---
Work.
`,
    );
    await writeUserConfig(
      project,
      "providers: { claude: { profiles: { mine: { model: opus } } } }\n",
    );
    const own = [...task, "--workflow", "own.md"];
    assertEquals((await project.run([...own, "--dry-run"])).code, 0);
    assertEquals(await refused(project, [...own, "-p", "claude,codex"]), [
      'samocode: Cannot start: phase "planning" wants the profile "mine", codex has only light, standard, strong, max, own',
      "  try: put workflow and config.yaml in line",
    ]);
  });
});
