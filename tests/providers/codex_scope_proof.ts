import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { commitFiles, marksOf, writeFile } from "./files.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";
import type { Scene } from "./stage.ts";

const codex = await real("codex");

const once = ["run", "s", "--task", "Do it", "--once"];

/** Hooks and a program to be told, each of which leaves a mark. */
async function withHooks(
  { project }: Scene,
  { inherit }: { readonly inherit: string },
): Promise<void> {
  const { dir, home } = project;
  const touch = `touch ${join(dir, "person-hook")}`;
  const hooks = [{ hooks: [{ type: "command", command: touch }] }];
  await writeFile(
    join(home, ".codex", "hooks.json"),
    JSON.stringify({ hooks: { SessionStart: hooks, Stop: hooks } }),
  );
  const config = join(home, ".codex", "config.toml");
  const notify = JSON.stringify(["touch", join(dir, "notify-hook")]);
  await Deno.writeTextFile(
    config,
    `notify = ${notify}\n${await Deno.readTextFile(config)}`,
  );
  await writeFile(
    join(home, ".config", "samocode", "config.yaml"),
    // Nobody is there to review the hooks.
    `version: 1
providers:
  codex:
    inherit: ${inherit}
    args: ["--dangerously-bypass-hook-trust"]
`,
  );
}

proof(codex, "codex runs none of the person's hooks", async (scene) => {
  await withHooks(scene, { inherit: "project" });
  const ran = await scene.project.run(once);
  assertEquals(ran.code, 0, ran.err);
  assertEquals(marksOf(scene.project), []);
});

proof(
  codex,
  "codex runs the person's hooks where the person wants it",
  async (scene) => {
    await withHooks(scene, { inherit: "all" });
    const ran = await scene.project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(marksOf(scene.project), ["notify-hook", "person-hook"]);
  },
);

proof(
  codex,
  "codex gives its model AGENTS.md by itself and CLAUDE.md with our prompt",
  async ({ project, api }) => {
    await commitFiles(project, {
      "AGENTS.md": "Agents drink water.",
      "CLAUDE.md": "The repository likes coffee.",
    });
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    const said = api.requests[0]?.prompts.join("\n") ?? "";
    assertEquals(said.split("Agents drink water.").length, 2);
    assertEquals(said.split("The repository likes coffee.").length, 2);
    assertStringIncludes(
      api.requests[0]?.prompts.at(-1) ?? "",
      "The repository likes coffee.",
    );
  },
);
