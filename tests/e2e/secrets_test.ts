// What must not be found where people look, and who may read the rest.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { Mood } from "../fakes/provider/script.ts";
import { type Project, withProject } from "./harness.ts";

const SECRET = "s3cr3t-value-0123456789";
/** Known by its shape alone. */
const SHAPE = `ghp_${"a1B2".repeat(9)}`;
const env = {
  DEPLOY_TOKEN: SECRET,
  SHAPED: SHAPE,
  SAMOCODE_NOTIFY: 'cat >>"$HOME/notice"',
};
const task = ["run", "s", "--task", "Do it", "--workflow", "quick", "-v"];

/** Says both wherever it can, and signals them. */
function tellsAll(signal: Readonly<Record<string, unknown>>): Mood {
  const both = `${SECRET} ${SHAPE}`;
  return {
    mood: "steps",
    steps: [
      { say: `The token is ${both}` },
      { tool: ["Bash", `deploy --token ${both}`] },
      { run: `echo 'uses ${both}' >&2` },
      { signal: { reason: `Needs ${both}`, summary: both, ...signal } },
    ],
  };
}

/** Fails where one of the two is in a text. */
function clean(what: string, text: string): void {
  for (const secret of [SECRET, SHAPE]) {
    assert(!text.includes(secret), `${what} tells ${secret}`);
  }
}

async function cleanProject(
  project: Project,
  ran: { readonly out: string; readonly err: string },
): Promise<void> {
  clean("standard output", ran.out);
  clean("standard error", ran.err);
  const session = project.session();
  for (const name of ["_journal.jsonl", "session.log", "_overview.md"]) {
    clean(name, session.read(name));
  }
  clean("the notice", await Deno.readTextFile(join(project.home, "notice")));
}

Deno.test("run tells no secret that the provider prints or signals, anywhere", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 5);
    assertStringIncludes(ran.err, "Needs ***");
    await cleanProject(project, ran);
  }, { moods: [tellsAll({ status: "blocked" })], env });
});

Deno.test("run tells no secret of a signal that it refuses, and none in its JSON", async () => {
  await withProject(async (project) => {
    const ran = await project.run([...task, "--json"]);
    assertEquals(ran.code, 5);
    await cleanProject(project, ran);
  }, {
    moods: [tellsAll({ status: "continue", phase: `to-${SECRET}` })],
    env,
  });
});

Deno.test("run tells no secret of a provider that fails", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 1);
    await cleanProject(project, ran);
  }, {
    moods: [{
      mood: "steps",
      steps: [{ run: `echo 'fatal: bad ${SECRET} ${SHAPE}' >&2` }, { exit: 1 }],
    }],
    env: { ...env, SAMOCODE_MAX_RETRIES: "1" },
  });
});

Deno.test("run tells no secret that a check or the setup prints", async () => {
  await withProject(async (project) => {
    const setup = await project.run(task);
    assertEquals(setup.code, 1);
    clean("standard error", setup.err);
    await project.configure([
      "CHECK_TEST='echo $DEPLOY_TOKEN $SHAPED; exit 1'",
    ]);
    await project.run(task);
    assertEquals((await project.run(["approve", "s", "--yes"])).code, 0);
    const ran = await project.run(["run", "s", "-v"]);
    assertEquals(ran.code, 5);
    await cleanProject(project, ran);
  }, {
    moods: ["walk"],
    config: ["SETUP='echo $DEPLOY_TOKEN $SHAPED; exit 1'"],
    env,
  });
});

Deno.test("run lets nobody else read what a provider printed or was told", async () => {
  await withProject(async (project) => {
    await project.run(task);
    const session = project.session();
    const modes = [
      "_journal.jsonl",
      "session.log",
      ...[...Deno.readDirSync(session.path("_logs"))]
        .map(({ name }) => `_logs/${name}`),
    ].map((name) => [name, Deno.statSync(session.path(name)).mode! & 0o777]);
    assertEquals(modes.filter(([, mode]) => mode !== 0o600), []);
    assertEquals(modes.length, 5);
    assertEquals(Deno.statSync(session.path("_logs")).mode! & 0o777, 0o700);
  }, { moods: [tellsAll({ status: "blocked" })], env });
});
