// reject, say, reopen, unblock and goto as a person calls them; what they do to a session is tested beside `lib/session`.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import {
  atAction,
  atBlock,
  atEnd,
  atPlanGate,
  inAttempt,
  overviewAt,
} from "../fakes/standing.ts";
import { inProject, type MadeProject } from "./made_session.ts";
import { rowsOf } from "./program.ts";

const NAME = "26-01-15-auth";

/** The newest row of a kind in a session's journal. */
function lastRow({ sessions }: MadeProject, name: string, kind: string) {
  const rows = rowsOf(sessionPaths(join(sessions, name)));
  return rows.findLast((row) => row.kind === kind);
}

/** Text of the newest request or rejection of a session. */
function textIn(project: MadeProject, name: string, kind: string) {
  const row = lastRow(project, name, kind);
  return row !== undefined && "text" in row ? row.text : undefined;
}

/** An editor that saves `text` before what it was given, and leaves the rest. */
async function editor(project: MadeProject, text: string): Promise<string> {
  const path = join(project.home, "editor");
  await Deno.writeTextFile(
    path,
    `#!/bin/sh
[ "$1" = -w ] || exit 9
printf '%s\\n' '${text}' | cat - "$2" >"$2.new" && mv "$2.new" "$2"
`,
    { mode: 0o755 },
  );
  return `${path} -w`;
}

Deno.test("samocode reject takes session and reason, and goes back to planning", () =>
  inProject(async (project) => {
    await project.session(NAME, await atPlanGate());
    const terminal = project.terminal();
    const words = ["reject", "auth", "Smaller steps"];
    assertEquals(await main(words, terminal), 0);
    assertEquals(terminal.outLines, [
      `Rejected: ${NAME} goes on with planning`,
    ]);
    assertEquals(textIn(project, NAME, "gate-rejected"), "Smaller steps");
  }));

Deno.test("samocode say and its like take a single word as the text, in the session that can only be meant", () =>
  inProject(async (project) => {
    await project.session(NAME, atBlock());
    const say = async (...words: readonly string[]) =>
      await main(["say", ...words], project.terminal());
    assertEquals(await say("hello"), 0);
    assertEquals(textIn(project, NAME, "request"), "hello");
    assertEquals(await say("--", "- a list\n- of two"), 0);
    assertEquals(textIn(project, NAME, "request"), "- a list\n- of two");
    await project.session("26-01-15-tokens", atBlock());
    // Two sessions could be meant now.
    assertEquals(await say("to whom?"), 2);
    assertEquals(await say("tokens", "to you"), 0);
    assertEquals(textIn(project, "26-01-15-tokens", "request"), "to you");
    assertEquals(await say("--session", "auth", "and you"), 0);
    assertEquals(textIn(project, NAME, "request"), "and you");
    assertEquals(await say("--session", "auth", "two", "texts"), 2);
  }));

Deno.test("samocode say and its like do not guess whether a word is the text or a part of a session's name", () =>
  inProject(async (project) => {
    const second = "26-01-15-second-try";
    await project.session(second, await atPlanGate());
    for (const verb of ["reject", "say", "reopen"]) {
      const terminal = project.terminal({
        answers: ["never asked"],
        env: { EDITOR: "true" },
      });
      assertEquals(await main([verb, "second"], terminal), 2);
      assertEquals(
        terminal.errLines.at(-1),
        `  try: samocode ${verb} second "…", or samocode ${verb} --session ${second} "second"`,
      );
    }
    assertEquals(lastRow(project, second, "request"), undefined);
    assertEquals(lastRow(project, second, "gate-rejected"), undefined);
    const say = ["say", "--session", second, "second"];
    assertEquals(await main(say, project.terminal()), 0);
    assertEquals(textIn(project, second, "request"), "second");
  }));

Deno.test("samocode reopen does not take the name of a session for a goal", () =>
  inProject(async (project) => {
    await project.session(NAME, atEnd());
    const terminal = project.terminal();
    assertEquals(await main(["reopen", "auth"], terminal), 2);
    assertEquals(terminal.errLines, [
      `samocode: Cannot tell whether "auth" is the text or the session "${NAME}"`,
      `  try: samocode reopen auth "…", or samocode reopen --session ${NAME} "auth"`,
    ]);
    const reopened = project.terminal();
    const words = ["reopen", "auth", "Tokens too"];
    assertEquals(await main(words, reopened), 0);
    assertEquals(reopened.outLines, [
      `Reopened: ${NAME} begins with investigation`,
    ]);
    assertEquals(textIn(project, NAME, "request"), "Tokens too");
  }));

Deno.test("samocode reject opens the person's editor on a terminal, and leaves comments out", () =>
  inProject(async (project) => {
    await project.session(NAME, await atPlanGate());
    const EDITOR = await editor(project, "# no\n#7 first\nThen the rest");
    const PATH = Deno.env.get("PATH") ?? "";
    const unasked = project.terminal({ env: { EDITOR, PATH } });
    assertEquals(await main(["reject", "auth"], unasked), 2);
    const terminal = project.terminal({
      answers: ["never asked"],
      env: { EDITOR, PATH },
    });
    assertEquals(await main(["reject", "auth"], terminal), 0);
    assertEquals(
      textIn(project, NAME, "gate-rejected"),
      "#7 first\nThen the rest",
    );
  }));

Deno.test("samocode reject writes nothing without a text: an empty one, an editor that fails, none", () =>
  inProject(async (project) => {
    await project.session(NAME, await atPlanGate());
    for (const EDITOR of ["true", "false", ""]) {
      const env = { EDITOR, PATH: Deno.env.get("PATH") ?? "" };
      const terminal = project.terminal({ answers: ["never asked"], env });
      const code = await main(["reject", "auth"], terminal);
      assertEquals(code, EDITOR === "false" ? 1 : 2);
    }
    assertEquals(await main(["reject", " "], project.terminal()), 2);
    assertEquals(lastRow(project, NAME, "gate-rejected"), undefined);
  }));

Deno.test("samocode reject and reopen refuse before anybody writes a text", () =>
  inProject(async (project) => {
    await project.session(NAME, atBlock());
    const EDITOR = `touch ${join(project.home, "opened")};`;
    const env = { EDITOR, PATH: Deno.env.get("PATH") ?? "" };
    for (const name of ["reject", "reopen"]) {
      const terminal = project.terminal({ answers: ["never asked"], env });
      assertEquals(await main([name, "auth"], terminal), 1);
      assertEquals(terminal.errLines.at(-1), `  try: samocode unblock ${NAME}`);
    }
    assert(
      ![...Deno.readDirSync(project.home)].some((e) => e.name === "opened"),
    );
  }));

Deno.test("samocode unblock lets a blocked session and one that waits for an action go on", () =>
  inProject(async (project) => {
    await project.session(NAME, atBlock());
    await project.session("26-01-15-tokens", atAction());
    const terminal = project.terminal();
    const words = ["unblock", "auth", "--note", "free now"];
    assertEquals(await main(words, terminal), 0);
    assertEquals(terminal.outLines, [
      `Unblocked: ${NAME} goes on with testing`,
    ]);
    assertEquals(textIn(project, NAME, "request"), "free now");
    assertEquals(await main(["unblock", "auth"], project.terminal()), 1);
    assertEquals(await main(["unblock", "tokens"], project.terminal()), 0);
  }));

Deno.test("samocode goto needs a phase and a reason, and knows the phases", () =>
  inProject(async (project) => {
    await project.session(NAME, await atPlanGate());
    const goes = async (...words: readonly string[]) => {
      const terminal = project.terminal();
      return [await main(["goto", ...words], terminal), terminal.outLines[0]];
    };
    const why = ["-m", "ask more"];
    assertEquals((await goes())[0], 2);
    assertEquals((await goes("requirements"))[0], 2);
    assertEquals((await goes("pr-readiness", ...why))[0], 2);
    assertEquals((await goes("implementation", ...why))[0], 1);
    assertEquals(await goes("Requirements", "auth", ...why), [
      0,
      `${NAME}: planning → requirements`,
    ]);
    assertEquals((await goes("planning", "--session", NAME, ...why))[0], 0);
  }));

Deno.test("samocode goto tells of a missing reason and of what else is wrong at once", () =>
  inProject(async (project) => {
    await project.session(NAME, await atPlanGate());
    const said = async (...words: readonly string[]) => {
      const terminal = project.terminal();
      assertEquals(await main(["goto", ...words], terminal), 2);
      return terminal.errLines.join("\n");
    };
    const unknown = await said("pr-readiness", "auth");
    assertStringIncludes(unknown, "without a reason");
    assertStringIncludes(unknown, 'the workflow "full" has no such phase');
    assertStringIncludes(unknown, "- implementation");
    const nowhere = await said("planning", "nosuch");
    assertStringIncludes(nowhere, "without a reason");
    assertStringIncludes(nowhere, '"nosuch"');
    assertEquals(
      await said("planning", "auth"),
      [
        'samocode: Cannot go to "planning" without a reason',
        '  try: samocode goto planning auth --note "…"',
      ].join("\n"),
    );
  }));

Deno.test("samocode goto is the way out of a phase that only the predecessor knew", () =>
  inProject(async (project) => {
    const overview = overviewAt("pr-readiness");
    await project.session(NAME, { overview });
    const terminal = project.terminal();
    const words = ["goto", "quality", "auth", "-m", "no such phase any more"];
    assertEquals(await main(words, terminal), 0);
    assertStringIncludes(
      terminal.errLines.join("\n"),
      'knows no phase "pr-readiness"',
    );
  }));

Deno.test("samocode say tells which iteration will read it", () =>
  inProject(async (project) => {
    await project.session(NAME, inAttempt());
    const terminal = project.terminal();
    assertEquals(await main(["say", "be brief"], terminal), 0);
    assertEquals(terminal.outLines, [
      `Said to ${NAME}: iteration 2, or another attempt of 1, will read it`,
    ]);
  }));
