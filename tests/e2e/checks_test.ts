// The project's own commands decide whether work may go on.

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

Deno.test("run goes on only over green checks, and journals a receipt for each", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 0);
    const session = project.session();
    session.sound();
    const receipts = session.rowsOf("check-ended");
    for (const { name, green, exitCode, log, command } of receipts) {
      assertEquals([green, exitCode], [true, 0]);
      assert(["test", "lint"].includes(name));
      assertEquals(
        session.read(`_logs/${log}`),
        command === "true" ? "" : "all good\n",
      );
    }
    assert(receipts.length >= 2);
    // The head that was checked is the one that was decided on.
    assertEquals(
      receipts.at(-1)?.head,
      session.rowsOf("decided").at(-1)?.tree?.head,
    );
    assertStringIncludes(ran.err, "Check test: green");
  }, { config: ["CHECK_TEST=echo all good", "CHECK_LINT=true"] });
});

Deno.test("run goes back over a red check: the next prompt has the end of its output", async () => {
  await withProject(async (project) => {
    // Red until the fake has committed a third file.
    const ran = await project.run(task);
    assertEquals(ran.code, 0);
    const session = project.session();
    session.sound();
    assertEquals(session.decisions(), [
      "hold waits-plan_approval planning",
      "repeat same-phase implementation",
      "repeat check-red implementation",
      "advance transition implementation done",
      "finish done done",
    ]);
    assertEquals(
      session.rowsOf("check-ended").slice(0, 2).map(({ green, exitCode }) => [
        green,
        exitCode,
      ]),
      [[false, 7], [true, 0]],
    );
    const prompt = session.prompts()[3]!;
    assertStringIncludes(prompt, "only 2 files");
    assertStringIncludes(prompt, 'Check "test" is red (exit 7)');
    assertStringIncludes(ran.err, "Check test: red");
    assertStringIncludes(
      ran.err,
      "\n  The end of its output:\n  only 2 files\n",
    );
  }, {
    config: [
      'CHECK_TEST=n=$(ls fake-*.txt | wc -l); [ "$n" -gt 2 ] || { echo "only $n files"; exit 7; }'
        .replace(/^CHECK_TEST=(.*)$/, "CHECK_TEST='$1'"),
    ],
  });
});

Deno.test("run blocks when a check is red in the same way with a stronger profile too", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 5);
    const session = project.session();
    session.sound();
    assertEquals(session.decisions().slice(-3), [
      "repeat check-red implementation",
      "repeat check-red implementation",
      "block check-red implementation",
    ]);
    assertEquals(session.status(), "implementation 5 5 workflow_error");
    assertEquals(
      session.rowsOf("attempt-started").slice(-3).map((row) => row.profile),
      ["standard", "standard", "strong"],
    );
    assertStringIncludes(ran.err, "Check test: red");
  }, { config: ["CHECK_TEST=echo broken; exit 1"] });
});

Deno.test("run leaves nothing alive that a check has started, and gives it no secret", async () => {
  await withProject(async (project) => {
    const ran = await project.run(task);
    assertEquals(ran.code, 0);
    const log = project.session().rowsOf("check-ended")[0]!.log;
    assertEquals(project.session().read(`_logs/${log}`), "none\n");
  }, {
    config: [
      "CHECK_TEST='echo ${TELEGRAM_BOT_TOKEN-none}; setsid sleep 600 & sleep 600 &'",
    ],
    env: { TELEGRAM_BOT_TOKEN: "1:secret" },
  });
});
