import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/demo_agent.ts";
import { UserError } from "../../lib/errors.ts";
import { demo } from "../../lib/provider/demo.ts";
import { readOverview } from "../../lib/session/overview.ts";
import { parsePlan } from "../../lib/workflow/plan.ts";
import { fakeTerminal } from "../fakes/terminal.ts";
import { Play } from "./demo_play.ts";

Deno.test("run() walks the whole workflow full in a real repository", async () => {
  using play = new Play("full", "investigation");
  assertEquals((await play.turn("investigation")).phase, "requirements");
  assertMatch(play.read(play.find("-dive-")), /^> Greet people$/m);

  assertEquals((await play.turn("requirements")).for, "qa_answers");
  assertEquals((await play.turn("requirements")).status, "waiting");
  play.answer("BC");
  assertEquals((await play.turn("requirements")).phase, "planning");
  assertMatch(play.read(play.find("-requirements")), /Q2 .* Spanish/);

  assertEquals((await play.turn("planning")).for, "plan_approval");
  const plan = play.find("-plan-");
  const { phases, problems } = parsePlan(play.read(plan));
  assertEquals(problems, []);
  assertEquals(phases.map(({ files }) => files.length), [2, 2, 2]);

  for (const label of [1, 2, 3]) {
    const { phase } = await play.turn("implementation");
    assertEquals(phase, label === 3 ? "testing" : undefined);
    assertEquals(play.git("rev-list", "--count", "main..HEAD"), String(label));
  }
  assertEquals(parsePlan(play.read(plan)).ticked, 5);

  const first = ["**Testing run:** 1st (post-implementation)"];
  assertEquals((await play.turn("testing", first)).phase, "quality");
  assertMatch(play.read(play.find("-test-report")), /^Result: PASS$/m);
  assertEquals((await play.turn("quality")).phase, "testing");
  const second = ["**Testing run:** 2nd (post-quality)"];
  assertEquals((await play.turn("testing", second)).phase, "done");
  assertEquals((await play.turn("done")).status, "done");
  assertMatch(play.read(play.find("-summary")), /Review: refuse a language/);

  assertEquals(play.sh("greet.sh", "--lang", "es", "Ada").text, "Hola, Ada!");
  assertEquals(play.sh("greet.sh", "--lang", "xx").code, 2);
  assertEquals(play.sh("tests/greet_test.sh").code, 0);
  assertEquals(play.git("status", "--porcelain"), "");
  assertEquals(play.git("log", "-1", "--format=%an"), "Ada");
});

Deno.test("run() walks the workflow quick: implementation leads to done", async () => {
  using play = new Play("quick", "planning");
  assertEquals((await play.turn("planning")).status, "waiting");
  await play.turn("implementation");
  await play.turn("implementation");
  assertEquals((await play.turn("implementation")).phase, "done");
  assertEquals((await play.turn("done")).status, "done");
});

Deno.test("run() writes the notebook and leaves the host's fields alone", async () => {
  using play = new Play("full", "planning");
  await play.turn("planning");
  const text = play.read("_overview.md");
  const notebook = readOverview(text);
  assertEquals(notebook.problems, []);
  assertEquals(
    [
      notebook.phase,
      notebook.iteration,
      notebook.totalIterations,
      notebook.blocked,
    ],
    ["planning", 1, 0, "no"],
  );
  assertEquals(notebook.next, "Await plan approval");
  assertEquals(notebook.plans.map(({ file }) => file), [play.find("-plan-")]);
  assertMatch(
    notebook.flow[0] ?? "",
    /^- \[001 @ 01-15 14:01\] Plan: .* -> 01-15-14:01-plan-/,
  );
});

Deno.test("run() keeps the line endings of the notebook", async () => {
  using play = new Play("full", "planning");
  const before = play.read("_overview.md").replaceAll("\n", "\r\n");
  play.write("_overview.md", before);
  await play.turn("planning");
  const lines = play.read("_overview.md").split("\n").slice(0, -1);
  assertEquals(lines.filter((line) => !line.endsWith("\r")), []);
});

Deno.test("run() tells the adapter what it does, at no cost", async () => {
  using play = new Play("full", "investigation");
  await play.turn("investigation");
  const events = play.lines.flatMap((line) => demo.events(line));
  assertEquals(events.length, play.lines.length);
  assertEquals(events[0]?.kind, "started");
  assert(
    events.some((event) => event.kind === "tool" && event.name === "Write"),
  );
  const last = events.at(-1);
  assert(last?.kind === "result" && last.costUsd === 0);
  assert((last.tokens?.input ?? 0) > 1000 && (last.turns ?? 0) > 3);
});

Deno.test("run() writes a second plan after the first was sent back", async () => {
  using play = new Play("full", "planning");
  await play.turn("planning");
  const first = play.find("-plan-");
  await play.turn("planning");
  const plans = readOverview(play.read("_overview.md")).plans;
  assertEquals(plans.map(({ file }) => file), [first, play.find("-plan-")]);
  assertMatch(play.read(play.find("-plan-")), new RegExp(`Replaces ${first}`));
});

Deno.test("run() goes on after a cut-off: committed work is not committed twice", async () => {
  using play = new Play("quick", "planning");
  await play.turn("planning");
  const plan = play.find("-plan-");
  const open = play.read(plan);
  await play.turn("implementation");
  play.write(plan, open);
  assertEquals((await play.turn("implementation")).status, "continue");
  assertEquals(play.git("rev-list", "--count", "main..HEAD"), "1");
  assertEquals(parsePlan(play.read(plan)).ticked, 2);
});

Deno.test("run() leaves nothing uncommitted that an agent was writing when it was killed", async () => {
  using play = new Play("quick", "planning");
  await play.turn("planning");
  const left = ".greet.sh.4711.0badcafe.tmp";
  Deno.writeTextFileSync(join(play.repo, left), "half");
  Deno.mkdirSync(join(play.repo, "tests"));
  Deno.writeTextFileSync(join(play.repo, "tests", left), "half");
  Deno.writeTextFileSync(join(play.repo, ".mine.tmp"), "mine");
  await play.turn("implementation");
  assertEquals(play.git("status", "--porcelain"), "?? .mine.tmp");
});

Deno.test("run() sends a failing test back to implementation, which puts it right", async () => {
  using play = new Play("full", "planning");
  await play.turn("planning");
  for (let i = 0; i < 3; i++) await play.turn("implementation");
  const path = join(play.repo, "greet.sh");
  const good = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(path, good.replace("%s, %s!", "%s %s"));
  play.git("commit", "-qam", "Break it");
  assertEquals((await play.turn("testing")).phase, "implementation");
  assertMatch(play.read(play.find("-test-report")), /^FAIL greets by name/m);
  assertEquals((await play.turn("implementation")).phase, "testing");
  assertEquals(Deno.readTextFileSync(path), good);
});

Deno.test("run() adds a language when the session is opened again", async () => {
  using play = new Play("quick", "planning");
  await play.turn("planning");
  for (let i = 0; i < 3; i++) await play.turn("implementation");
  await play.turn("planning");
  assertEquals((await play.turn("implementation")).phase, "done");
  assertEquals(
    play.sh("greet.sh", "--lang", "de", "Ada").text,
    "Guten Tag, Ada!",
  );
});

Deno.test("run() does not overwrite a script that is not its own", async () => {
  using play = new Play("full", "planning");
  Deno.writeTextFileSync(join(play.repo, "greet.sh"), "echo mine\n");
  const signal = await play.turn("planning");
  assertEquals([signal.status, signal.needs], ["blocked", "human_decision"]);
  assertEquals(
    Deno.readTextFileSync(join(play.repo, "greet.sh")),
    "echo mine\n",
  );
});

Deno.test("run() blocks in a phase it has no part for", async () => {
  using play = new Play("full", "pr-readiness");
  assertEquals((await play.turn("pr-readiness")).status, "blocked");
});

Deno.test("run() refuses a prompt without a session path", async () => {
  const terminal = fakeTerminal({
    cwd: "/",
    stdin: "# Session Context\n**Phase:** done\n",
  });
  await assertRejects(
    () => run({ flags: {}, positionals: [] }, terminal),
    UserError,
    'the prompt has no "Session path"',
  );
});
