// Sessions of the predecessor that stand still: waiting, blocked, done.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { withProject } from "./harness.ts";
import { layOldSession, withOld } from "./old_session.ts";

const APPROVED = `Phase: implementation
Iteration: 3
Total Iterations: 12\r
Blocked: no
Quality Iteration: 0
Last Action: Plan approved for implementation
Next: Execute first implementation phase
`;

Deno.test("run sees in an old session that a plan waits, and a person's edit approves it", async () => {
  const signal =
    '{"status": "waiting", "phase": "planning", "for": "plan_approval"}';
  for (
    const old of [
      { blocked: "waiting_human", signal },
      { next: "Await plan approval" },
    ]
  ) {
    await withOld({ phase: "planning", ...old }, async (project, session) => {
      const before = session.read("_overview.md");
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 4);
      assertEquals(ran.outLines, [
        `samocode: waiting next: samocode approve <date>-pyright-ci --run`,
      ]);
      assertEquals(await project.starts(), []);
      assertEquals(plain(session.read("_overview.md")), plain(before));
      session.edit(
        [/^Phase: planning$/m, "Phase: implementation"],
        [/^Blocked: .*$/m, "Blocked: no"],
      );
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(again.errLines[0], "Plan approved by editing the overview");
      assertEquals(session.status(), "implementation 13 13 no");
      assertEquals(
        session.rowsOf("gate-opened").map(({ by, channel, plan }) => [
          by,
          channel,
          plan,
        ]),
        [["person", "edit", "01-15-15:02-plan-ci.md"]],
      );
      session.sound();
    });
  }
});

Deno.test("run sees in an old session that questions wait", async () => {
  const signal = '{"status": "waiting", "for": "qa_answers"}';
  await withOld(
    { phase: "requirements", blocked: "waiting_human", signal },
    async (project, session) => {
      session.write(
        "_qa.md",
        "# Q&A\n\n### Q1: Which?\nA) One\nB) Two\n\n**Suggestion:** A - short\n**Answer:** _waiting_\n",
      );
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 4);
      assertEquals(ran.outLines, [
        "samocode: waiting next: samocode answer <date>-pyright-ci --run",
      ]);
      session.write("_qa.md", session.read("_qa.md").replace("_waiting_", "A"));
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(session.status(), "requirements 13 13 no");
      session.sound();
    },
  );
});

Deno.test("run stops at an old session that is blocked, until a person takes the block away", async () => {
  const signal =
    '{"status": "blocked", "reason": "No access", "needs": "environment"}';
  await withOld(
    { phase: "testing", blocked: "yes", signal },
    async (project, session) => {
      const before = session.read("_overview.md");
      const ran = await project.run(["run", "pyright-ci"]);
      assertEquals(ran.code, 5);
      assertEquals(ran.errLines.at(-1), "blocked: No access");
      assertEquals(plain(session.read("_overview.md")), plain(before));
      session.edit([/^Blocked: yes$/m, "Blocked: no"]);
      const again = await project.run(["run", "pyright-ci", "--once"]);
      assertEquals(again.code, 0);
      assertEquals(session.status(), "testing 13 13 no");
      session.sound();
    },
  );
});

Deno.test("run starts nobody in an old session that is done, and reopens it with a task", async () => {
  const signal = '{"status": "done", "summary": "All well"}';
  await withOld({ phase: "done", signal }, async (project, session) => {
    const ran = await project.run(["run", "pyright-ci"]);
    assertEquals(ran.code, 0);
    assertEquals(ran.outLines, [
      "samocode: done next: samocode report <date>-pyright-ci",
    ]);
    assertEquals(await project.starts(), []);
    const again = await project.run(
      ["run", "pyright-ci", "--task", "Sing", "--once"],
    );
    assertEquals(again.code, 0);
    assertEquals((await project.starts())[0]?.phase, "investigation");
    assertStringIncludes(session.prompts()[0]!, "Sing");
    session.sound();
  });
});

Deno.test("samocode approve opens the gate of an old session once, whatever signal is put back", async () => {
  const signal =
    '{"status": "waiting", "phase": "planning", "for": "plan_approval"}';
  await withOld(
    { phase: "planning", blocked: "waiting_human", signal },
    async (project, session) => {
      const approve = ["approve", "pyright-ci", "--yes"];
      assertEquals((await project.run(approve)).code, 0);
      assertEquals(session.read("_signal.json"), "{}");
      assertStringIncludes(session.read("_overview.md"), APPROVED);
      session.write("_signal.json", signal);
      const second = await project.run(approve);
      assertEquals(second.code, 1);
      assertEquals(
        second.errLines[0],
        'samocode: Cannot approve "<date>-pyright-ci": no plan waits for approval',
      );
      assertEquals(
        (await project.run(["run", "pyright-ci", "--once"])).code,
        0,
      );
      assertEquals(session.status(), "implementation 13 13 no");
      assertEquals(session.rowsOf("gate-opened").length, 1);
      session.sound();
    },
  );
});

Deno.test("samocode approve says what of an old plan cannot be read, also where nobody can be asked", async () => {
  await withProject(async (project) => {
    const session = await layOldSession(project, {
      phase: "planning",
      blocked: "waiting_human",
    });
    session.write("01-15-15:02-plan-ci.md", "# Plan\n");
    const ran = await project.run(["approve", "pyright-ci"]);
    assertEquals(ran.code, 0);
    assertStringIncludes(
      ran.err,
      'samocode: 01-15-15:02-plan-ci.md: there is no section "## Implementation Phases"\n',
    );
  });
});

Deno.test("session archive puts an old session away that is done, without --force", async () => {
  await withProject(async (project) => {
    const signal = '{"status": "done", "summary": "All well"}';
    await layOldSession(project, { phase: "done", signal });
    const ran = await project.run(["session", "archive", "pyright-ci"]);
    assertEquals([ran.code, ran.outLines], [0, [
      "Removed: <dir>/worktrees/<date>-pyright-ci; the branch stays: pyright-ci",
      "Archived: <dir>/sessions/_archive/<date>-pyright-ci",
    ]]);
    const { out } = await project.run(["list", "--archived"]);
    assertStringIncludes(out, "pyright-ci  done");
  });
});

/** Without the fields that are the host's. */
function plain(overview: string): string {
  return overview.replaceAll(
    /^(Iteration|Total Iterations|Blocked): .*?(\r?)$/gm,
    "$1: -$2",
  );
}
