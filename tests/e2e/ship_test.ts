// From a task to a branch on the remote and a draft of a pull request, by the program itself.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { ADDRESS, makeGh } from "../fakes/gh.ts";
import { withProject } from "./harness.ts";

Deno.test("ship hands over what the demo provider built", async () => {
  await withProject(async (project) => {
    const bare = join(project.dir, "remote.git");
    await project.sh(
      `git init -q --bare -b main ${bare} && git remote add origin ${bare} && git push -q origin main`,
    );
    const gh = await makeGh(project.dir, bare);
    const path = `${gh.bin}:${Deno.env.get("PATH")}`;
    const early = await project.run(["ship"], { env: { PATH: path } });
    assertEquals([early.code, early.outLines], [2, []]);
    const ran = await project.run([
      ...["run", "greeting", "--task", "Greet people", "-p", "demo"],
      ...["--workflow", "quick", "--auto-approve", "--accept-suggestions"],
    ]);
    assertEquals(ran.code, 0);
    const session = project.session();
    session.sound();

    const agent = await project.run(["ship", "greeting", "--yes"], {
      env: { PATH: path, SAMOCODE_RUN: "mark" },
    });
    assertEquals(agent.code, 1);
    assertStringIncludes(agent.errLines.join("\n"), "it is for a person");
    assertEquals(await project.sh("git branch --list greeting", bare), "");

    // Without a name: the only one that is finished.
    const shipped = await project.run(["ship"], { env: { PATH: path } });
    assertEquals(shipped.code, 0, shipped.errLines.join("\n"));
    const worktree = join(project.worktrees, session.name);
    const head = await project.sh("git rev-parse HEAD", worktree);
    assertEquals(shipped.outLines, [
      `Pushed: greeting to origin at ${head.slice(0, 7)}`,
      `Draft pull request: ${ADDRESS}`,
    ]);
    assertEquals(await project.sh("git rev-parse greeting", bare), head);
    assertStringIncludes(
      await project.sh("git log --format=%s main..greeting", bare),
      "Phase 1",
    );
    assertEquals(gh.calls().at(-1)?.[6], "Add a greeting script");
    const body = gh.body() ?? "";
    assert(body.startsWith("Adds "), body);
    assertStringIncludes(
      body,
      "- Nobody read this plan: it was approved automatically",
    );
    assert(!body.includes(project.dir));
    // Of what there is to do here the pull request tells no command.
    assert(!body.includes("→ samocode"));
    const [row] = session.rowsOf("shipped");
    assertEquals([row?.head, row?.pullRequest], [head, ADDRESS]);
    const verified = await project.run(["verify", "greeting"]);
    assertEquals(verified.code, 0);
    // A finished session stays finished.
    const again = await project.run(["run", "greeting"]);
    assertEquals(again.code, 0);
    const status = await project.run(["status", "greeting", "--json"]);
    assertEquals(JSON.parse(status.out).pull_request, ADDRESS);
  });
});
