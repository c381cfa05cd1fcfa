// What cannot be meant is refused before anything is made: exit code 2, and one message that says all of it.

import { assertEquals } from "@std/assert";
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
