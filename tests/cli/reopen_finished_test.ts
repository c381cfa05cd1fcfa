import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { readState } from "../../lib/cli/open_session.ts";
import { loadWorkflow } from "../../lib/cli/load_workflow.ts";
import { loadProject } from "../../lib/cli/project.ts";
import { reopenFinished } from "../../lib/cli/reopen_finished.ts";
import { UsageError } from "../../lib/errors.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import { atBlock, atEnd, overviewAt } from "../fakes/standing.ts";
import {
  inProject,
  type MadeProject,
  type SessionParts,
} from "./made_session.ts";
import { rowsOf } from "./program.ts";

const NAME = "26-01-15-auth";
const old: SessionParts = {
  overview: overviewAt("done"),
  files: { "_signal.json": '{"status": "done", "phase": "done"}' },
};

/** Gives a session of a project a goal; returns what was said. */
async function give(
  project: MadeProject,
  goal: { readonly task?: string; readonly dive?: string },
): Promise<readonly string[]> {
  const said: string[] = [];
  const terminal = project.terminal({ env: { SAMOCODE_PROVIDER: "demo" } });
  const { config } = await loadProject(terminal, { config: undefined });
  await reopenFinished({
    folder: join(project.sessions, NAME),
    config,
    loaded: await loadWorkflow("full"),
    goal: { task: goal.task ?? null, dive: goal.dive ?? null },
    say: (text) => said.push(text),
  });
  return said;
}

/** Verb and text of the newest row. */
function newest({ sessions }: MadeProject) {
  const row = rowsOf(sessionPaths(join(sessions, NAME))).findLast((row) =>
    row.kind === "request"
  );
  return row?.kind === "request" ? [row.verb, row.text] : null;
}

Deno.test("reopenFinished() reopens with a task, with what is to be looked into, and with both", async () => {
  for (
    const [goal, text] of [
      [{ task: "Sing" }, "Sing"],
      [{ dive: "the songs" }, "Look into first: the songs"],
      [
        { task: "Sing", dive: "the songs" },
        "Look into first: the songs\n\nSing",
      ],
    ] as const
  ) {
    await inProject(async (project) => {
      await project.session(NAME, atEnd());
      await give(project, goal);
      assertEquals(newest(project), ["reopen", text]);
    });
  }
});

Deno.test("reopenFinished() drops neither a task nor a dive where the work is not done", () =>
  inProject(async (project) => {
    await project.session(NAME, atBlock());
    for (const goal of [{ task: "Sing" }, { dive: "the songs" }]) {
      const error = await assertRejects(() => give(project, goal), UsageError);
      assertStringIncludes(error.message, "it is not done");
      assertEquals(error.hint, `samocode say ${NAME} "…"`);
    }
  }));

Deno.test("reopenFinished() takes the same call once more, and one without a goal, for what it is", () =>
  inProject(async (project) => {
    await project.session(NAME, {
      rows: [{
        kind: "session-created",
        name: "auth",
        task: "Sing",
        dive: "the songs",
        mainRepo: project.repo,
        base: null,
        branch: "auth",
        workflow: "full",
      }],
    });
    await give(project, { task: "Sing", dive: "the songs" });
    await give(project, { dive: "the songs" });
    await give(project, {});
    assertEquals(newest(project), null);
    await assertRejects(() => give(project, { task: "Sing", dive: "birds" }));
  }));

Deno.test("reopenFinished() takes a session of the predecessor over first", async () => {
  await inProject(async (project) => {
    await project.session(NAME, old);
    assertEquals(await give(project, { task: "Sing" }), [
      "Session taken over in phase done",
    ]);
    assertEquals(newest(project), ["reopen", "Sing"]);
    const { phase, finished } = await readState(join(project.sessions, NAME));
    assertEquals([phase, finished], ["investigation", false]);
  });
  await inProject(async (project) => {
    await project.session(NAME, { ...old, overview: overviewAt("testing") });
    await assertRejects(() => give(project, { task: "Sing" }), UsageError);
    const { phase, finished } = await readState(join(project.sessions, NAME));
    assertEquals([phase, finished], ["testing", false]);
  });
});
