// What a session proposes at its end, in the real program: told, shown, and applied by a person alone.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withProject } from "./harness.ts";

const task = [
  "run",
  "s",
  "--task",
  "Do it",
  "--workflow",
  "quick",
  "--auto-approve",
];
const builds = {
  mood: "steps",
  steps: [
    {
      run: "echo one >word && git add word && " +
        "git -c user.name=F -c user.email=f@example.com commit -qm Built",
    },
    { signal: { status: "continue", phase: "done", summary: "Built" } },
  ],
};

/** Ends the session with a patch for a file. */
function ends(path: string) {
  const patch = `--- /dev/null\\n+++ b/${path}\\n@@ -0,0 +1 @@\\n+Learned\\n`;
  return {
    mood: "steps",
    steps: [
      { run: `printf '%b' '${patch}' >"$SESSION/01-15-14:30-lessons.patch"` },
      { signal: { status: "done", summary: "Finished" } },
    ],
  };
}

Deno.test("run tells of lessons at its end and applies none; a person's word does, once", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 0, ran.err);
    const session = project.session();
    session.sound();
    const line = "proposed: 1 line for AGENTS.md (new) → samocode session " +
      "lessons ";
    assertStringIncludes(ran.err, `Lessons ${line}`);
    const waited = await project.run(["wait", "s"]);
    assertStringIncludes(waited.out, `Lessons: ${line}`);
    const report = await project.run(["report", "s"]);
    assertStringIncludes(report.out, `- Lessons ${line}`);
    const page = await project.run(["report", "s", "--html"]);
    assertStringIncludes(page.out, "Lessons proposed: 1 line for AGENTS.md");
    const status = await project.run(["status", "s", "--json"]);
    const { lessons, working_dir } = JSON.parse(status.out);
    assertEquals([lessons.state, lessons.paths], ["offered", ["AGENTS.md"]]);
    const look = `cd "${working_dir}" && git status --short`;
    assertEquals(await project.sh(look), "");
    const apply = ["session", "lessons", "s", "--apply"];
    assertEquals((await project.run(apply)).code, 0);
    assertStringIncludes(await project.sh(look), "?? AGENTS.md");
    const again = await project.run(apply);
    assertEquals(again.code, 0);
    assertStringIncludes(again.out, "applied already");
    const history = await project.run(["history", "s"]);
    assertStringIncludes(history.out, "lessons applied by ");
    const verified = await project.run(["verify", "s"]);
    assertEquals(verified.code, 0, verified.out);
  }, { moods: ["walk", builds, ends("AGENTS.md")] });
});

Deno.test("run ends well with lessons that cannot be offered, and says why", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 0, ran.err);
    const why = '"word" is neither CLAUDE.md nor AGENTS.md';
    for (
      const said of [
        ran.err,
        (await project.run(["status", "s"])).out,
        (await project.run(["show", "s", "lessons"])).out,
        (await project.run(["report", "s"])).out,
      ]
    ) assertStringIncludes(said, why);
    const apply = await project.run(["session", "lessons", "s", "--apply"]);
    assertEquals(apply.code, 1);
    assertStringIncludes(apply.err, why);
    assert(
      !project.session().rows().some(({ kind }) => kind === "lessons-applied"),
    );
  }, { moods: ["walk", builds, ends("word")] });
});

Deno.test("report tells of instructions that the last phase changed by itself", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 0, ran.err);
    const report = await project.run(["report", "s"]);
    assertStringIncludes(
      report.out,
      "- Between the start and the end of the last phase AGENTS.md changed, which it may only propose: git diff ",
    );
  }, {
    moods: ["walk", builds, {
      mood: "steps",
      steps: [
        {
          run: "echo Mine >AGENTS.md && git add AGENTS.md && " +
            "git -c user.name=F -c user.email=f@example.com commit -qm Mine",
        },
        { signal: { status: "done", summary: "Finished" } },
      ],
    }],
  });
});
