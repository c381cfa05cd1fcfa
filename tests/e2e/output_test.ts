// What a run shows, and for whom.

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { type Project, withProject } from "./harness.ts";
import { filesUnder } from "./files_under.ts";

const task = ["run", "s", "--task", "Do it"];

Deno.test("run --json prints an object a line and nothing else", async () => {
  await withProject(async (project) => {
    const ran = await project.run([...task, "--json"]);
    assertEquals(ran.code, 4);
    assertEquals(ran.err, "");
    const events = ran.out.trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    assertEquals(events.map(({ event }) => event), [
      "prepare",
      "iteration",
      "attempt",
      "login",
      "tool",
      "decided",
      "iteration",
      "attempt",
      "tool",
      "decided",
      "stopped",
    ]);
    const last = events.at(-1);
    assertEquals(
      [last.reason, last.code, last.next],
      ["waiting", 4, `samocode answer ${project.session().name} --run`],
    );
    assertEquals(events[1].iteration, 1);
    assertEquals(events[5].to, "requirements");
  });
});

Deno.test("run --quiet prints the last line only", async () => {
  await withProject(async (project) => {
    const ran = await project.run([...task, "--quiet"]);
    assertEquals([ran.code, ran.err], [4, ""]);
    assertEquals(ran.outLines, [
      "samocode: waiting next: samocode answer <date>-s --run",
    ]);
  });
});

Deno.test("run --verbose tells tools and attempts, session.log always does", async () => {
  await withProject(async (project) => {
    const ran = await project.run([...task, "--once", "--verbose"]);
    assertEquals(ran.code, 0);
    const wanted = [
      "Attempt 1 (first): claude · opus",
      "Write <dir>/sessions/<date>-s/<stamp>-dive-fake.md",
    ];
    for (const line of wanted) assert(ran.errLines.includes(line), line);
    const quiet = await project.run(["run", "s", "--once"]);
    assert(!quiet.err.includes("Attempt"));
    const log = project.session().read("session.log");
    assertEquals(log.match(/INFO {2}Attempt 1 \(first\)/g)?.length, 2);
    for (const line of log.trimEnd().split("\n")) {
      assert(/^\d{4}-\d\d-\d\dT\S+ (INFO |WARN ) \S/.test(line), line);
    }
  });
});

Deno.test("run stops where it is asked to: --once, --until, --max-iterations", async () => {
  await withProject(async (project) => {
    const once = await project.run([...task, "--once"]);
    assertEquals(once.code, 0);
    assertEquals(once.outLines, [
      "samocode: requested next: samocode run <date>-s",
    ]);
    const limited = await project.run(
      ["run", "s", "--accept-suggestions", "--max-iterations", "1"],
    );
    assertEquals(limited.code, 6);
    assertEquals(limited.errLines.at(-1), "limit: 1 iteration is used up");
    const until = await project.run(
      ["run", "s", "--until", "Planning", "--accept-suggestions"],
    );
    assertEquals(until.code, 0);
    assertEquals(
      until.errLines.at(-1),
      'Phase "planning" is reached',
    );
    assertEquals(project.session().status(), "planning 3 3 no");
    assertEquals((await project.starts()).length, 3);
    project.session().sound();
  });
});

Deno.test("run stops when its money is spent", async () => {
  await withProject(async (project) => {
    // The fake tells $0.01 per attempt.
    const ran = await project.run([...task, "--max-usd", "0.01"]);
    assertEquals(ran.code, 6);
    assertEquals(ran.errLines.at(-1), "limit: $0.01 of $0.01 are spent");
    assertEquals((await project.starts()).length, 1);
  });
});

Deno.test("run takes its task from standard input or a file, and tells it in the first prompt", async () => {
  await withProject(async (project) => {
    const words = "Greet\n\n## Status\nPhase: done\n";
    const ran = await project.run(
      ["run", "s", "--task-file", "-", "--dive", "Greetings", "--once"],
      { stdin: words },
    );
    assertEquals(ran.code, 0);
    const session = project.session();
    assertEquals(session.rowsOf("session-created")[0]?.task, words.trim());
    assertStringIncludes(session.prompts()[0]!, words.trim());
    assertStringIncludes(session.prompts()[0]!, "Greetings");
    // Nothing in a task can pass for the status.
    assertEquals(session.status(), "requirements 1 1 no");
    await Deno.writeTextFile(join(project.dir, "task.md"), "Sing\n");
    await project.run(["run", "t", "-F", "task.md", "--once"]);
    assertEquals(
      project.session("t").rowsOf("session-created")[0]?.task,
      "Sing",
    );
  });
});

Deno.test("run --dry-run and --print-prompt change nothing and call nobody", async () => {
  await withProject(async (project) => {
    await unchanged(project, async () => {
      const dry = await project.run([...task, "--dry-run"]);
      assertEquals([dry.code, dry.err], [0, ""]);
      assertStringIncludes(
        dry.out,
        "\nPhase:      investigation, iteration 1\n",
      );
      assertMatch(dry.out, /^Starts at: {2}main, [0-9a-f]{7} as it is known/m);
      assertMatch(dry.out, /^ {2}CLAUDE_TIMEOUT +default +1800$/m);
      assertMatch(dry.out, /^ {2}WORKTREES +\.samocode:\d+ +\/\S+$/m);
      const none = await project.run(["run", "--dry-run"]);
      assertEquals([none.code, none.err], [0, ""]);
      assertStringIncludes(none.out, "\nSession:    none is there yet;");
      assertStringIncludes(none.out, "\n  PROVIDER ");
      assertStringIncludes(dry.out, " --output-format stream-json ");
      const prompt = await project.run([...task, "--print-prompt"]);
      assertEquals([prompt.code, prompt.err], [0, ""]);
      assertStringIncludes(prompt.out, "**Phase:** investigation\n");
    });
    await project.run([...task, "--once"]);
    await unchanged(project, async () => {
      const prompt = await project.run(["run", "s", "--print-prompt"]);
      assertEquals(prompt.code, 0);
      assertStringIncludes(prompt.out, "**Phase:** requirements\n");
      assertStringIncludes(prompt.out, "**Iteration:** 2\n");
      assertEquals((await project.run(["run", "s", "--dry-run"])).code, 0);
    });
  });
});

Deno.test("run prints the prompt that the provider then gets", async () => {
  await withProject(async (project) => {
    const shown = await project.run([...task, "--print-prompt"]);
    await project.run([...task, "--once"]);
    const plain = (text: string) =>
      text.trim().replace(/^\*\*Signal token:.*$/m, "")
        .replace(/^\*\*(TIMESTAMP_\w+|Base branch|Base commit):.*$/gm, "$1");
    const got = project.session().prompts()[0]!;
    assertEquals(plain(shown.out), plain(got));
  });
});

/** Fails when a file of the project is made, removed or changed meanwhile. */
async function unchanged(
  project: Project,
  work: () => Promise<void>,
): Promise<void> {
  const before = await filesUnder(project.dir);
  await work();
  assertEquals(await filesUnder(project.dir), before);
}
