// What the person configures for a provider reaches its program, and its login is said.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withProject } from "./harness.ts";
import { writeUserConfig } from "./user_config.ts";

const task = ["run", "s", "--task", "Do it", "--once"];

function after(argv: readonly string[], flag: string): string | undefined {
  return argv[argv.indexOf(flag) + 1];
}

Deno.test("run hands a provider's own arguments on, and keeps variables from it", async () => {
  await withProject(async (project) => {
    await writeUserConfig(
      project,
      `providers:
  claude:
    args: [--add-dir, /tmp]
    drop_env: [NPM_*, SECRET_PLACE]
    inherit: all
    timeout: 3600
    profiles: { strong: { model: mighty, effort: low } }
`,
    );
    const env = { NPM_ONE: "1", SECRET_PLACE: "here", KEPT: "1" };
    const ran = await project.run(task, { env });
    assertEquals(ran.code, 0, ran.err);
    const [start] = await project.starts();
    const argv = start!.argv;
    assertEquals(argv.slice(-2), ["--add-dir", "/tmp"]);
    assertEquals(after(argv, "--setting-sources"), "user,project,local");
    assertEquals(after(argv, "--model"), "mighty");
    assertEquals(after(argv, "--effort"), "low");
    assert(start!.env.includes("KEPT"));
    assert(!start!.env.some((name) => /^NPM_|^SECRET_PLACE$/.test(name)));
    const prompt = project.session().prompts()[0]!;
    assertStringIncludes(prompt, "**Time limit:** 3600s");
  });
});

Deno.test("run --isolated lets a provider take over nothing, whatever is configured", async () => {
  await withProject(async (project) => {
    const sources = async (...flags: readonly string[]) => {
      await project.run([...task, ...flags]);
      const start = (await project.starts()).at(-1)!;
      return after(start.argv, "--setting-sources");
    };
    assertEquals(await sources(), "project,local");
    await writeUserConfig(project, "providers: { claude: { inherit: all } }\n");
    assertEquals(await sources("--isolated"), "");
    const dry = await project.run(["run", "s", "--isolated", "--dry-run"]);
    assertStringIncludes(dry.out, " --setting-sources '' ");
    await project.run([
      ...["run", "s", "--once", "--accept-suggestions"],
      ...["--isolated", "--provider", "codex"],
    ]);
    const codex = (await project.starts()).at(-1)!;
    assertEquals(codex.argv[0], "exec");
    assert(codex.argv.includes("--ignore-user-config"));
  });
});

Deno.test("run tells once which login a provider works with, and journals it", async () => {
  await withProject(async (project) => {
    const ran = await project.run(["run", "s", "--task", "Do it"]);
    const words = "Provider claude, login ANTHROPIC_API_KEY";
    assertEquals(ran.errLines.filter((line) => line === words).length, 1);
    const logins = project.session().rowsOf("attempt-ended")
      .map((row) => row.login);
    assertEquals(logins, Array(2).fill("ANTHROPIC_API_KEY"));
  });
});
