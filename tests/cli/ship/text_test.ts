// What a pull request says, and what it must not say.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { PLAN_FILE } from "../../fakes/standing.ts";
import { appendRows, type TimedRow } from "../made_session.ts";
import { inShipping } from "./scene.ts";

/** Section of a text, without its heading. */
function section(body: string, title: string): readonly string[] {
  const [, rest = ""] = body.split(`### ${title}\n\n`);
  return (rest.split("\n\n")[0] ?? "").split("\n");
}

/** A summary with this text for the pull request. */
function summary(text: string): string {
  return `## Pull request\n~~~text\nA title\n\n${text}\n~~~\n`;
}

const check: Extract<TimedRow, { kind: "check-ended" }> = {
  kind: "check-ended",
  name: "test",
  command: "make `x`",
  green: false,
  exitCode: 2,
  durationMs: 61_000,
  log: "x.log",
  logHash: "0",
  head: "f".repeat(40),
  tree: "e".repeat(40),
  failure: "x",
};

Deno.test("ship tells the agent's text first, and below it what the host knows", () =>
  inShipping(async ({ ship, gh, output }) => {
    await ship();
    const body = gh.body() ?? "";
    assert(
      body.startsWith(
        "Reads the key and checks it. &lt;!-- hidden?\n\n---\n\nFrom here on samocode tells",
      ),
    );
    const tree = output(["rev-parse", "HEAD^{tree}"]).slice(0, 10);
    assertEquals(section(body, "Checks").slice(2), [
      `| test | \`true \\| cat\` | green | 0 | 1 s | ${tree}, as pushed |`,
    ]);
    assertEquals(section(body, "Plan"), [
      "- [x] 1. Keys (2 of 2 tasks)",
      "- [x] 2. Login (1 of 1 task)",
    ]);
    const [yes = "", ...more] = section(body, "Who said yes");
    assertStringIncludes(
      yes,
      `plan approval opened by ada via command: ${PLAN_FILE}`,
    );
    assertEquals(more, []);
    assertEquals(section(body, "Open ends"), ["None."]);
    assertStringIncludes(section(body, "Tests compared").join(), "Old tests");
    assertStringIncludes(
      body,
      "\n2 iterations, 1 attempt, 5 min, 0 in, 0 out, cost $1.25; samocode ",
    );
  }));

Deno.test("ship tells what nobody read, and checks that are red or of other files", () =>
  inShipping(async ({ ship, gh, paths }) => {
    await appendRows(paths, {
      rows: [check, {
        kind: "gate-opened",
        by: "samocode",
        channel: "auto",
        reason: "plan_approval",
        from: "planning",
        to: "done",
        plan: PLAN_FILE,
        planHash: "0123",
        note: null,
        change: null,
      }],
    });
    const { err } = await ship({}, { answers: ["y"] });
    const body = gh.body() ?? "";
    const unread = "- Nobody read this plan: it was approved automatically";
    assertEquals(section(body, "Open ends").slice(0, 3), [
      unread,
      "- The plan is not the one that was approved",
      "- Check test is red",
    ]);
    assertStringIncludes(err, unread);
    assertStringIncludes(body, "**nobody read this plan**");
    assertEquals(
      section(body, "Checks").at(-1),
      "| test | `` make `x` `` | red | 2 | 1 min | eeeeeeeeee, other files than these |",
    );
  }));

Deno.test("ship takes the task where the agent wrote no text", () =>
  inShipping(async ({ ship, gh }) => {
    await ship();
    assertEquals(gh.calls().at(-1)?.[6], "Log people in");
    assert(gh.body()?.startsWith("Log people in\n\n---\n"));
  }, { summary: null }));

Deno.test("ship lets no secret and no folder of this machine leave", () =>
  inShipping(async ({ ship, gh, project, paths, worktree, name }) => {
    const folder = paths.folder;
    const places = [
      `see ${worktree}/login.sh and ${worktree}`,
      `log ${folder}/_logs/x, ${project.repo}/a, ${project.home}/.bashrc`,
      `sk-ant-api03-abcdefghij and opensesame`,
    ];
    await Deno.writeTextFile(
      join(folder, "99-summary.md"),
      summary(places.join("\n")).replace("A title", `Read ${worktree}/a`),
    );
    await appendRows(paths, {
      rows: [{
        ...check,
        green: true,
        command: `${project.home}/bin/t opensesame`,
      }],
    });
    const { out } = await ship({}, { env: { API_TOKEN: "opensesame" } });
    assertStringIncludes(out, "Draft");
    const body = gh.body() ?? "";
    assertEquals(
      body.split("\n\n---")[0],
      `see login.sh and .\nlog ${name}/_logs/x, a, ~/.bashrc\n*** and ***`,
    );
    assertStringIncludes(body, "| test | `~/bin/t ***` | green |");
    assertEquals(gh.calls().at(-1)?.[6], "Read a");
    for (const word of [project.home, "opensesame"]) {
      assert(!body.includes(word), word);
    }
  }));

Deno.test("ship keeps its own part however long the agent's is, and short titles", () =>
  inShipping(async ({ ship, gh, paths }) => {
    await Deno.writeTextFile(
      join(paths.folder, "99-summary.md"),
      summary("```\n" + "x<y ".repeat(30_000)).replace(
        "title",
        "T".repeat(300),
      ),
    );
    await ship();
    const body = gh.body() ?? "";
    assert(body.length < 65_000);
    assertStringIncludes(body, "…\n```\n\n---\n");
    assertStringIncludes(body, "### Open ends");
    assert((gh.calls().at(-1)?.[6] ?? "").length <= 200);
    await Deno.writeTextFile(
      join(paths.folder, "99-summary.md"),
      summary("<b".repeat(30_000)),
    );
    await ship({ update: true });
    assertStringIncludes(gh.body() ?? "", "\n2 iterations, 1 attempt, ");
  }));
