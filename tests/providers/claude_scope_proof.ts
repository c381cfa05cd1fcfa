import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { Project } from "../e2e/harness.ts";
import { agent } from "./agent.ts";
import { run, sequence } from "./model.ts";
import { commitFiles, marksOf, writeFile } from "./files.ts";
import { proof } from "./proof.ts";
import { real } from "./real.ts";
import type { Scene } from "./stage.ts";

const claude = await real("claude");

const once = ["run", "s", "--task", "Do it", "--once"];

/** Settings with a hook that leaves a mark each time a session of the program begins. */
function hooked({ dir }: Project, mark: string): string {
  const command = `touch ${join(dir, mark)}`;
  const hook = [{ hooks: [{ type: "command", command }] }];
  return JSON.stringify({ hooks: { SessionStart: hook, Stop: hook } });
}

async function withHooks({ project, api, acts }: Scene): Promise<void> {
  api.use(agent(acts));
  await writeFile(
    join(project.home, ".claude", "settings.json"),
    hooked(project, "person-hook"),
  );
  await commitFiles(project, {
    ".claude/settings.json": hooked(project, "repository-hook"),
  });
}

proof(
  claude,
  "claude runs the repository's hooks, the person's own it does not",
  async (scene) => {
    const { project } = scene;
    await withHooks(scene);
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(marksOf(project), ["repository-hook"]);
  },
);

proof(
  claude,
  "claude runs the person's own hooks where the person wants it",
  async (scene) => {
    const { project } = scene;
    await withHooks(scene);
    await writeFile(
      join(project.home, ".config", "samocode", "config.yaml"),
      "version: 1\nproviders:\n  claude:\n    inherit: all\n",
    );
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertEquals(marksOf(project), ["person-hook", "repository-hook"]);
  },
);

proof(
  claude,
  "claude gives its model the repository's CLAUDE.md, and not the person's",
  async ({ project, api, acts }) => {
    api.use(agent(acts));
    await writeFile(
      join(project.home, ".claude", "CLAUDE.md"),
      "The person likes tea.",
    );
    await commitFiles(project, {
      "CLAUDE.md": "The repository likes coffee.",
    });
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    const said = api.requests[0]?.prompts.join("\n") ?? "";
    assertStringIncludes(said, "The repository likes coffee.");
    assertEquals(said.includes("The person likes tea."), false);
  },
);

proof(
  claude,
  "claude gives its model the repository's AGENTS.md",
  async ({ project, api, acts }) => {
    api.use(agent(acts));
    await commitFiles(project, { "AGENTS.md": "Agents drink water." });
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    const said = api.requests[0]?.prompts.join("\n") ?? "";
    assertEquals(said.split("Agents drink water.").length, 2);
  },
);

proof(
  claude,
  "claude keeps to what the repository's settings deny, and the run says so",
  async ({ project, api, acts }) => {
    api.use(
      sequence(
        run("rm -rf README.md"),
        (request) =>
          agent(acts)({ ...request, outputs: request.outputs.slice(1) }),
      ),
    );
    await commitFiles(project, {
      ".claude/settings.json": JSON.stringify({
        permissions: { deny: ["Bash(rm *)"] },
      }),
    });
    const ran = await project.run(once);
    assertEquals(ran.code, 0, ran.err);
    assertStringIncludes(ran.err, "The provider was not allowed: Bash");
    assertEquals(project.session().rowsOf("attempt-ended")[0]?.denials, [
      "Bash",
    ]);
    assertEquals(
      await project.sh(
        "ls README.md",
        join(project.worktrees, project.session().name),
      ),
      "README.md",
    );
  },
);
