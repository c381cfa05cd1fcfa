// A bent test waits for a person, in the real program with its two rooms.

import { assertEquals, assertStringIncludes } from "@std/assert";
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
const bends = {
  mood: "steps",
  steps: [
    {
      run: 'sed -i "s/one/two/" tests/word_test.sh word && ' +
        "git -c user.name=F -c user.email=f@example.com commit -qam Bent",
    },
    { signal: { status: "continue", phase: "done", summary: "Built" } },
  ],
};
const ends = {
  mood: "steps",
  steps: [{ signal: { status: "done", summary: "Finished" } }],
};
const before =
  "mkdir tests && echo one >word && echo 'test \"$(cat word)\" = one' >tests/word_test.sh && " +
  "git add . && git -c user.name=A -c user.email=a@example.com commit -qm Test";

Deno.test("run waits when a test was bent, whatever --auto-approve says, and goes on when a person accepts it", async () => {
  await withProject(async (project) => {
    await project.sh(before);
    const ran = await project.run(task);
    assertEquals(ran.code, 4, ran.err);
    assertEquals(
      ran.outLines.at(-1)?.replace(/\d\d-\d\d-\d\d/, "<date>"),
      "samocode: waiting next: samocode approve <date>-s --accept-test-changes --run",
    );
    const session = project.session();
    session.sound();
    const [compared] = session.rowsOf("tests-compared");
    assertEquals(
      compared?.findings.map(({ name, file, line }) => [name, file, line]),
      [
        ["assertion-changed", "tests/word_test.sh", 1],
        ["old-tests-fail", null, null],
      ],
    );
    const scratch = await project.sh("git worktree list --porcelain");
    assertEquals(scratch.match(/^worktree /gm)?.length, 2);
    const shown = await project.run(["show", "s"]);
    assertStringIncludes(shown.out, "old-tests-fail: check test is red");
    const again = await project.run(["run", "s", "--auto-approve"]);
    assertEquals(again.code, 4);
    const accepted = await project.run([
      "approve",
      "s",
      "--accept-test-changes",
      "--run",
    ]);
    assertEquals(accepted.code, 0, accepted.err);
    assertEquals(session.decisions().at(-1), "finish done done");
    const report = await project.run(["report", "s", "--html"]);
    assertStringIncludes(report.out, "assertion-changed");
  }, {
    config: ["CHECK_TEST=sh tests/word_test.sh"],
    moods: ["walk", bends, ends],
  });
});

Deno.test("run does not look at tests where .samocode says so, and says it", async () => {
  await withProject(async (project) => {
    await project.sh(before);
    const ran = await project.run(task);
    assertEquals(ran.code, 0, ran.err);
    assertStringIncludes(ran.err, "TEST_CHANGES=ignore");
    const report = await project.run(["report", "s"]);
    assertStringIncludes(report.out, "not compared: TEST_CHANGES=ignore");
  }, {
    config: ["CHECK_TEST=sh tests/word_test.sh", "TEST_CHANGES=ignore"],
    moods: ["walk", bends, ends],
  });
});
