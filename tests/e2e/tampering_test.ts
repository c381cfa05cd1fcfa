// Agents that lay hands on the host's files, and a host that is killed at any moment.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { readOverview } from "../../lib/session/overview.ts";
import { verifyChain } from "../../lib/session/verify.ts";
import { until } from "../system/survivors.ts";
import { withProject } from "./harness.ts";
import { play } from "./play.ts";

/** A mood that runs a shell command, then signals to go on. */
function tampers(run: string) {
  return {
    mood: "steps",
    steps: [{ run }, { signal: { status: "continue" } }],
  };
}
const repeat = ["repeat same-phase investigation"];

for (
  const [what, run] of [
    ["an overview that the agent empties", ': >"$SESSION/_overview.md"'],
    ["locks that the agent takes away", 'rm "$SESSION"/_*.lock'],
    [
      "a lock that the agent holds",
      '(flock 9; sleep 600) 9>>"$SESSION/_session.lock" &',
    ],
    ["logs that the agent takes away", 'rm -r "$SESSION/_logs"'],
  ] as const
) {
  Deno.test(`run goes on over ${what}`, async () => {
    await withProject(async (project) => {
      const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
      assertEquals(ran.code, 0, ran.err);
      const session = project.session();
      session.sound();
      assertEquals(session.decisions(), repeat);
      assertEquals(session.status(), "investigation 1 1 no");
    }, { moods: [tampers(run)] });
  });
}

for (
  const [what, run] of [
    ["a folder", 'mkdir "$SESSION/_signal.json"'],
    ["a link", 'ln -s /etc/hostname "$SESSION/_signal.json"'],
    ["a pipe", 'mkfifo "$SESSION/_signal.json"'],
    ["too much", 'head -c 2000000 /dev/zero >"$SESSION/_signal.json"'],
  ] as const
) {
  Deno.test(`run reads no signal that is ${what}, and asks once more`, async () => {
    await play([{ mood: "steps", steps: [{ run }] }, "walk"], (
      { ran, session },
    ) => {
      assertEquals(ran.code, 0, ran.err);
      assertEquals(session.attempts(), ["first", "repair"]);
      assertEquals(session.rowsOf("signal-read")[0]?.reading.kind, "invalid");
      assertEquals(session.decisions().length, 1);
    });
  });
}

Deno.test("run stops when the agent takes the overview away, and decides when it is back", async () => {
  const run = 'mv "$SESSION/_overview.md" "$SESSION/away"';
  await withProject(async (project) => {
    const ran = await project.run(["run", "s", "--task", "Do it", "--once"]);
    assertEquals(ran.code, 5);
    assertEquals(ran.outLines, [
      "samocode: blocked next: samocode run <date>-s",
    ]);
    const session = project.session();
    assertEquals(session.decisions(), []);
    await Deno.rename(session.path("away"), session.path("_overview.md"));
    const again = await project.run(["run", "s", "--max-iterations", "1"]);
    assertEquals(again.code, 6);
    // What was done is not done again.
    assertEquals((await project.starts()).length, 1);
    assertEquals(session.decisions(), repeat);
    session.sound();
  }, { moods: [tampers(run)] });
});

Deno.test("run stops at once when the agent writes in the journal", async () => {
  const steps = [{ run: 'echo "{}" >>"$SESSION/_journal.jsonl"' }, {
    sleepMs: 60_000,
  }];
  await withProject(async (project) => {
    const ran = await project.run(["run", "s", "--task", "Do it"]);
    assertEquals(ran.code, 5);
    assertStringIncludes(ran.err, "it was changed by somebody else");
    assertEquals(ran.outLines, [
      "samocode: blocked next: samocode verify <date>-s",
    ]);
  }, { moods: [{ mood: "steps", steps }] });
});

Deno.test("run keeps the uncommitted work of an attempt that failed", async () => {
  const steps = [{ run: "echo half >half.txt" }, { exit: 1 }];
  await play([{ mood: "steps", steps }, "walk"], async (
    { project, ran, session },
  ) => {
    assertEquals(ran.code, 0);
    const { kept } = session.rowsOf("attempt-ended")[0]!;
    assertStringIncludes(ran.err, `Unfinished work is kept as refs/samocode/`);
    assertEquals(await project.sh(`git show ${kept}:half.txt`), "half");
    assertStringIncludes(session.prompts()[1]!, kept!);
  });
});

Deno.test("run can be killed at any moment and goes on", async () => {
  await withProject(async (project) => {
    const full = new URL("../../workflow.md", import.meta.url);
    const endless = (await Deno.readTextFile(full))
      .replace("limit: 20", "limit: 1000");
    await Deno.writeTextFile(join(project.dir, "own.md"), endless);
    const words = ["run", "s", "--task", "Do it", "--workflow", "own.md"];
    const size = () => project.begun()?.size("_journal.jsonl") ?? 0;
    // So few that an iteration which is cut off each time is not given up.
    for (const delayMs of [0, 220, 25, 120, 60, 350]) {
      const before = size();
      const running = await project.start(words);
      await until(() => size() > before);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      running.kill("SIGKILL");
      await running.ended;
      await project.quiet();
      const journal = Deno.readFileSync(
        project.session().path("_journal.jsonl"),
      );
      const findings = verifyChain(journal);
      assert(findings.every((one) => one.includes("torn")), findings.join());
    }
    const session = project.session();
    const ran = await project.run(["run", "s", "--max-iterations", "1"]);
    assertEquals(ran.code, 6, ran.err);
    session.sound();
    const begun = session.rowsOf("iteration-started")
      .map(({ iteration }) => iteration);
    assertEquals(begun, begun.map((_, at) => at + 1));
    assertEquals(
      session.rowsOf("decided").map(({ iteration }) => iteration),
      begun,
    );
    const { task, flow } = readOverview(session.read("_overview.md"));
    assertEquals(task, "Do it");
    assertEquals(new Set(flow).size, flow.length);
  }, { moods: [{ mood: "signal", signal: { status: "continue" } }] });
});
