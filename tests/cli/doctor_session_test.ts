import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { run as check } from "../../lib/cli/check.ts";
import { UserError } from "../../lib/errors.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { atPlanGate } from "../fakes/standing.ts";
import { attemptStarted, runStarted } from "../workflow/fixture.ts";
import { appendRows, type MadeProject } from "./made_session.ts";
import { doctor, git, inSession, inSound, NAME } from "./sound_project.ts";

/** The line that begins with `mark` and holds `words`, and what it says to type. */
async function finding(
  project: MadeProject,
  words: string,
): Promise<readonly string[]> {
  const { lines, text } = await doctor(project, { words: ["auth"] });
  const at = lines.findIndex((line) => line.includes(words));
  assert(at >= 0, text);
  return [lines[at]!.slice(0, 8).trim(), lines[at + 1]!.trim()];
}

Deno.test("doctor run() tells where a sound session stands, and the next command", () =>
  inSession(async (project) => {
    const { code, text } = await doctor(project, { words: ["auth"] });
    assertEquals(code, 0, text);
    assertStringIncludes(
      text,
      `ok       session ${NAME}: phase investigation, iteration 0; next: samocode run ${NAME}`,
    );
  }));

Deno.test("doctor run() tells a journal that somebody changed", () =>
  inSession(async (project, { paths }) => {
    const text = await Deno.readTextFile(paths.journal);
    await Deno.writeTextFile(paths.journal, text.replace("Do it", "Do that"));
    assertEquals(await finding(project, "journal: line 2"), [
      "problem",
      `try: samocode verify ${NAME}`,
    ]);
  }));

Deno.test("doctor run() tells fields of the overview that are wrong, and a swap that was left behind", () =>
  inSession(async (project, { paths }) => {
    const text = await Deno.readTextFile(paths.overview);
    await Deno.writeTextFile(
      paths.overview,
      text.replace("Phase: investigation", "Phase: testing\nPhase: done"),
    );
    await Deno.writeTextFile(paths.swap, text);
    const next = `try: samocode run ${NAME}`;
    assertEquals(await finding(project, 'overview: "Phase" of'), [
      "warning",
      next,
    ]);
    assertEquals(await finding(project, "was cut off"), ["warning", next]);
    assertEquals(await finding(project, "stands more than once"), [
      "warning",
      `try: mend it in ${paths.overview}`,
    ]);
  }));

Deno.test("doctor run() tells a text of the overview that found no place", () =>
  inSession(async (project, { paths }) => {
    const kept = join(paths.folder, "_overview.kept-0badcafe.md");
    await Deno.writeTextFile(kept, "mine\n");
    const [mark, next] = await finding(project, `is kept in "${kept}"`);
    assertEquals(mark, "warning");
    assertStringIncludes(next ?? "", `try: diff ${kept} ${paths.overview}`);
  }));

Deno.test("doctor run() tells an attempt that is open although no run works", () =>
  inSession(async (project, { paths }) => {
    await appendRows(paths, {
      rows: [
        runStarted,
        { kind: "iteration-started", phase: "investigation", iteration: 1 },
        attemptStarted(1),
      ],
    });
    assertEquals(await finding(project, "attempt 1-1 has no end"), [
      "warning",
      `try: samocode run ${NAME}`,
    ]);
  }));

Deno.test("doctor run() tells a worktree that is gone, or on another branch", () =>
  inSession(async (project, { worktree }) => {
    git(worktree, "switch", "-q", "-c", "other");
    assertEquals(await finding(project, 'the worktree is on "other"'), [
      "problem",
      `try: git -C ${worktree} switch auth`,
    ]);
    await Deno.remove(worktree, { recursive: true });
    assertEquals(await finding(project, `"${worktree}" is gone`), [
      "problem",
      `try: git -C ${project.repo} worktree add -f ${worktree} auth`,
    ]);
    // Git still knows of it.
    git(project.repo, "worktree", "add", "-q", "-f", worktree, "auth");
    assert(await Deno.stat(join(worktree, ".git")));
  }));

Deno.test("doctor run() tells what git left when it was killed", () =>
  inSession(async (project) => {
    const lock = join(project.repo, `.git/worktrees/${NAME}/index.lock`);
    await Deno.writeTextFile(lock, "");
    assertEquals(await finding(project, `its "${lock}" is left`), [
      "problem",
      `try: rm ${lock}, unless a git of your own works there now`,
    ]);
    await Deno.remove(lock);
    const { text } = await doctor(project, { words: ["auth"] });
    assert(!text.includes("index.lock"), text);
  }));

Deno.test("check run() tells the same command for a worktree that is gone", () =>
  inSession(async (project, { worktree }) => {
    await Deno.remove(worktree, { recursive: true });
    const call = { flags: {}, positionals: ["auth"] };
    const error = await assertRejects(
      () => check(call, project.terminal()),
      UserError,
      "is gone",
    );
    assertEquals(
      error.hint,
      `git -C ${project.repo} worktree add -f ${worktree} auth`,
    );
  }));

Deno.test("doctor run() tells a missing overview as a run does", () =>
  inSession(async (project, { paths }) => {
    await appendRows(paths, {
      rows: [runStarted, {
        kind: "iteration-started",
        phase: "investigation",
        iteration: 1,
      }],
    });
    await Deno.remove(paths.overview);
    assertEquals(await finding(project, "its overview is missing"), [
      "problem",
      `try: put "${paths.overview}" back`,
    ]);
  }));

Deno.test("doctor run() tells a plan that is another one than was approved", () =>
  inSound(async (project) => {
    const paths = await project.session(NAME, await atPlanGate());
    const opened: NewRow = {
      kind: "gate-opened",
      by: "ann",
      channel: "command",
      reason: "plan_approval",
      from: "planning",
      to: "implementation",
      plan: "01-15-15:02-plan-auth.md",
      planHash: "0".repeat(64),
      note: null,
      change: null,
    };
    await appendRows(paths, { rows: [opened] });
    const [mark, next] = await finding(project, "not the one that ann");
    assertEquals(mark, "problem");
    assertStringIncludes(next ?? "", `try: samocode run ${NAME}`);
  }));

Deno.test("doctor run() takes a session without a journal for one of the program before", () =>
  inSound(async (project) => {
    await project.session(NAME, {
      overview: "# Session: auth\n\n## Status\nIteration: 3\nBlocked: no\n",
    });
    const { text } = await doctor(project, { words: ["auth"] });
    assertStringIncludes(text, "has no journal: the next run takes it over");
    assertStringIncludes(text, 'overview: "Phase" is missing');
  }));
