import { assert, assertEquals, assertRejects } from "@std/assert";
import { run } from "../../lib/cli/check.ts";
import { UserError } from "../../lib/errors.ts";
import type { SessionPaths } from "../../lib/session/paths.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { attemptStarted, prepared } from "../workflow/fixture.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { inRepository, program } from "./program.ts";

Deno.test("samocode check prints the end of the output of a red check, and nothing where it printed nothing", () =>
  inRepository(async (project) => {
    const words = ["run", "auth", "--task", "Greet people", "--once"];
    const ran = await program(project, ...words);
    assertEquals(ran.code, 0, ran.err);
    const file = `${project.repo}/.samocode`;
    const lines = "CHECK_LOUD='echo oops; exit 3'\nCHECK_MUTE=false\n";
    await Deno.writeTextFile(file, lines, { append: true });
    const { code, out } = await program(project, "check", "auth");
    assertEquals(code, 1);
    assertEquals(out.trimEnd().split("\n").at(-1), "0 of 2 green");
    assertEquals(
      out.split("\n").filter((line) => line.startsWith("  |")),
      ["  | oops"],
    );
  }));

/** A session that works in the folder of the project, which has a check; its attempt has the mark `mark-1`. */
async function inAttempt(
  project: MadeProject,
  name: string,
): Promise<SessionPaths> {
  await Deno.writeTextFile(`${project.repo}/.samocode`, "CHECK_OK=true\n", {
    append: true,
  });
  return await project.session(name, {
    rows: [
      prepared[0]!,
      { ...prepared[1]!, workingDir: project.repo } as NewRow,
      { kind: "iteration-started", phase: "investigation", iteration: 1 },
      attemptStarted(1),
    ],
  });
}

const call = { flags: {}, positionals: ["auth"] };

Deno.test("check run() journals nothing when an agent calls it, and what a person runs", () =>
  inProject(async (project) => {
    const paths = await inAttempt(project, "26-01-15-auth");
    const journal = () => Deno.readTextFile(paths.journal);
    const before = await journal();
    // Also when the run is dead and nobody holds the session.
    const agent = project.terminal({ env: { SAMOCODE_RUN: "mark-1" } });
    assertEquals(await run(call, agent), 0);
    assert(agent.outLines.join("\n").includes("not journaled"));
    assertEquals(await journal(), before);
    assertEquals(await run(call, project.terminal()), 0);
    assert((await journal()).length > before.length);
  }));

Deno.test("check run() is refused to an agent in a session that is not its own", () =>
  inProject(async (project) => {
    const paths = await inAttempt(project, "26-01-15-auth");
    const before = [...Deno.readDirSync(paths.folder)].length;
    const terminal = project.terminal({ env: { SAMOCODE_RUN: "mark-2" } });
    await assertRejects(
      () => run(call, terminal),
      UserError,
      "the run is of another session",
    );
    assertEquals([...Deno.readDirSync(paths.folder)].length, before);
  }));
