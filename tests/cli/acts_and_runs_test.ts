// A person's acts beside a run that goes on, and the run that goes on after them.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { basename, join } from "@std/path";
import { main } from "../../lib/cli/main.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import { systemClock } from "../../lib/system/clock.ts";
import { readTextOrNull } from "../../lib/system/files.ts";
import type { Row } from "../../lib/workflow/row.ts";
import type { MadeProject } from "./made_session.ts";
import {
  type Called,
  ended,
  inRepository,
  program,
  programWords,
  rowsOf,
  startIn,
} from "./program.ts";

/** The only session of a project. */
function onlySession({ sessions }: MadeProject): SessionPaths {
  const [entry] = [...Deno.readDirSync(sessions)];
  return sessionPaths(join(sessions, entry!.name));
}

/** What the run of the only session ends with when it is done. */
function doneLine(project: MadeProject): string {
  const { folder } = onlySession(project);
  return `samocode: done next: samocode report ${basename(folder)}`;
}

/** Waits until the only session waits for something, for the `count`th time. */
async function untilWaiting(
  project: MadeProject,
  reason: string,
  count = 1,
): Promise<void> {
  const waits = () => {
    if ([...Deno.readDirSync(project.sessions)].length === 0) return 0;
    const text = readTextOrNull(onlySession(project).journal) ?? "";
    return text.split(`"kind":"gate-waiting","reason":"${reason}"`).length - 1;
  };
  // A whole run with many others beside it takes its time.
  for (let turn = 0; turn < 1200 && waits() < count; turn++) {
    await systemClock.sleep(50);
  }
  if (waits() < count) throw new Error(`it never waited for ${reason}`);
}

/** Who opened which gate. */
function opened(paths: SessionPaths): readonly (readonly string[])[] {
  return rowsOf(paths).flatMap((row: Row) =>
    row.kind === "gate-opened" ? [[row.reason, row.channel]] : []
  );
}

/** Starts a run of a new session and leaves it to the test. */
function startRun(project: MadeProject, ...flags: readonly string[]) {
  const run = ["run", "auth", "--task", "Greet people", ...flags];
  return startIn(project, [...programWords, ...run]);
}

Deno.test("samocode answer and approve let a run that stays go on by itself, to its end", () =>
  inRepository(async (project) => {
    const run = ended(startRun(project, "--stay"));
    await untilWaiting(project, "qa_answers");
    const answers = project.terminal();
    const words = ["answer", "auth", "1=B", "--accept-suggestions", "--run"];
    assertEquals(await main(words, answers), 0);
    assertEquals(
      answers.errLines.at(-1),
      "samocode: the run that waits goes on by itself",
    );
    await untilWaiting(project, "plan_approval");
    const approved = await program(project, "approve", "auth");
    assertEquals(approved.code, 0, approved.err);
    const { code, last, err } = await run;
    assertEquals([code, last], [0, doneLine(project)], err);
    assertEquals(opened(onlySession(project)), [
      ["qa_answers", "command"],
      ["plan_approval", "command"],
    ]);
    assert(!err.includes("by editing"), err);
  }));

Deno.test("samocode reject lets a run that stays plan again", () =>
  inRepository(async (project) => {
    const run = ended(startRun(project, "--stay", "--accept-suggestions"));
    await untilWaiting(project, "plan_approval");
    assertEquals(
      await main(["reject", "auth", "Smaller steps"], project.terminal()),
      0,
    );
    await untilWaiting(project, "plan_approval", 2);
    const paths = onlySession(project);
    const prompts = [...Deno.readDirSync(paths.logs)]
      .filter(({ name }) => name.endsWith("planning.prompt.md"))
      .map(({ name }) => Deno.readTextFileSync(join(paths.logs, name)));
    assertEquals(
      prompts.filter((text) => text.includes("Smaller steps")).length,
      1,
    );
    assertEquals(await main(["stop", "auth"], project.terminal()), 0);
    assertEquals((await run).code, 0);
  }));

Deno.test("samocode answer and approve go on with the run where --run asks for it, with the same configuration", () =>
  inRepository(async (project) => {
    const first = await ended(startRun(project));
    assertEquals(first.code, 4, first.err);
    const elsewhere = (...words: readonly string[]): Promise<Called> => {
      const all = [...programWords, ...words, "--config", project.repo];
      return ended(startIn(project, all, { cwd: project.home }));
    };
    const answered = await elsewhere("answer", "1=A", "2=A", "-r");
    assertEquals(answered.code, 4, answered.err);
    assertStringIncludes(
      answered.last,
      "samocode: waiting next: samocode appr",
    );
    const approved = await elsewhere("approve", "auth", "--run");
    assertEquals(
      [approved.code, approved.last],
      [0, `${doneLine(project)} --config ${project.repo}`],
      approved.err,
    );
    assertStringIncludes(approved.out, "Plan approved: ");
  }));

Deno.test("samocode reopen --run works on the new goal, and waits for a person again", () =>
  inRepository(async (project) => {
    const flags = ["--auto-approve", "--accept-suggestions"];
    const first = await ended(startRun(project, ...flags));
    assertEquals(first.code, 0, first.err);
    assertStringIncludes(first.err, "nobody read this plan");
    const words = ["reopen", "auth", "Speak German too", "-r"];
    const again = await program(project, ...words);
    assertEquals(again.code, 4, again.err);
    const paths = onlySession(project);
    assertStringIncludes(
      Deno.readTextFileSync(paths.overview),
      "Resuming: Speak German too",
    );
  }));
