import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/verify.ts";
import { readActivePlan } from "../../lib/session/plan_file.ts";
import { sessionPaths } from "../../lib/session/paths.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
} from "../workflow/fixture.ts";
import {
  appendRows,
  inProject,
  type MadeProject,
  plainOverview,
} from "./made_session.ts";

const PLAN = "# Plan\n\n### Phase 1: Greet\n- [ ] Say hello\n";
const OVERVIEW = plainOverview({ phase: "implementation" })
  .replace(
    "Iteration: 0\nTotal Iterations: 0",
    "Iteration: 1\nTotal Iterations: 1",
  )
  .replace("## Plans\n", "## Plans\n- 01-15-plan.md - one phase\n");

/** A session with an approved plan and one iteration, in a repository of its own. */
async function approvedSession(
  project: MadeProject,
  more: readonly NewRow[] = [],
): Promise<string> {
  const folder = join(project.sessions, "26-01-15-auth");
  const tree = join(project.worktrees, "26-01-15-auth");
  const made = new Deno.Command("git", {
    args: ["init", "-q", "-b", "auth", tree],
  }).outputSync();
  assertEquals(made.success, true);
  const parts = { overview: OVERVIEW, files: { "01-15-plan.md": PLAN } };
  await project.session("26-01-15-auth", parts);
  const plan = await readActivePlan(sessionPaths(folder), OVERVIEW);
  await appendRows(sessionPaths(folder), {
    fromMs: Date.UTC(2026, 0, 15, 14, 31),
    rows: [
      prepared[0]!,
      { ...prepared[1]!, workingDir: tree } as NewRow,
      { kind: "iteration-started", phase: "planning", iteration: 1 },
      attemptStarted(1),
      attemptEnded(),
      decided("planning", "planning", { decision: "hold" }),
      {
        kind: "gate-opened",
        by: "ann",
        channel: "command",
        reason: "plan_approval",
        from: "planning",
        to: "implementation",
        plan: plan!.file,
        planHash: plan!.hash,
        note: null,
        change: null,
      },
      ...more,
    ],
  });
  return folder;
}

async function verify(
  project: MadeProject,
  flags: Record<string, boolean> = {},
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const terminal = project.terminal();
  const code = await run({ flags, positionals: ["auth"] }, terminal);
  return { code, lines: terminal.outLines };
}

const found = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("FOUND "));

Deno.test("verify run() finds nothing in a sound session, and tells who approved what, when and how", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const before = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const { code, lines } = await verify(project);
    assertEquals(code, 0);
    assertEquals(lines.at(-1), "All is well");
    assertEquals(
      lines[1]?.replace(/[0-9a-f]{12}/, "HASH"),
      "2026-01-15 14:31 plan approval opened by ann via command: " +
        "01-15-plan.md (HASH) for implementation",
    );
    const after = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(after, before);
  }));

Deno.test("verify run() finds a row that was changed", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const path = join(folder, "_journal.jsonl");
    const text = Deno.readTextFileSync(path);
    Deno.writeTextFileSync(
      path,
      text.replace('"durationMs":1000', '"durationMs":1'),
    );
    const { code, lines } = await verify(project);
    assertEquals([code, found(lines)], [1, [
      "FOUND journal: line 6: it does not continue the line before it",
    ]]);
  }));

Deno.test("verify run() finds a plan that is not the approved one, and fields that the journal does not know", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const plan = join(folder, "01-15-plan.md");
    Deno.writeTextFileSync(plan, "- [ ] More\n", { append: true });
    const overview = join(folder, "_overview.md");
    const text = Deno.readTextFileSync(overview);
    Deno.writeTextFileSync(
      overview,
      text.replace("Phase: implementation", "Phase: done"),
    );
    const { code, lines } = await verify(project);
    assertEquals([code, found(lines)], [1, [
      'FOUND overview: "Phase" of the overview is "done", the journal says "implementation"',
      "FOUND plan: the plan is not the one that ann approved",
    ]]);
  }));

Deno.test("verify run() finds that the overview no longer lists the approved plan, whether its file is there or not", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const overview = join(folder, "_overview.md");
    const text = Deno.readTextFileSync(overview);
    Deno.writeTextFileSync(
      overview,
      text.replace("- 01-15-plan.md - one phase\n", ""),
    );
    const verdict = [1, [
      'FOUND plan: the overview no longer lists the approved plan "01-15-plan.md": ' +
      'put its line back under "## Plans", or the next run closes the gate again',
    ]];
    const first = await verify(project);
    assertEquals([first.code, found(first.lines)], verdict);
    Deno.removeSync(join(folder, "01-15-plan.md"));
    const second = await verify(project);
    assertEquals([second.code, found(second.lines)], verdict);
  }));

Deno.test("verify run() finds a journal that was cut at its end, by what other files know", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const overview = join(folder, "_overview.md");
    const logs = join(folder, "_logs");
    const log = join(folder, "session.log");
    const text = Deno.readTextFileSync(overview);
    Deno.mkdirSync(logs);
    Deno.writeTextFileSync(join(logs, "01-15-1431-001-planning.jsonl"), "");
    assertEquals((await verify(project)).code, 0);
    Deno.writeTextFileSync(join(logs, "01-15-1432-001-planning-a2.jsonl"), "");
    const missing = "FOUND journal: rows are missing at its end: ";
    assertEquals(found((await verify(project)).lines), [
      `${missing}"${logs}" knows attempt 1-2, the journal ends with 1-1`,
    ]);
    Deno.writeTextFileSync(join(logs, "01-15-1433-003-testing.jsonl"), "");
    Deno.writeTextFileSync(
      log,
      "2026-01-15T14:30:00.000+01:00 INFO  Iteration 4 · testing (1 of 20)\n",
    );
    Deno.writeTextFileSync(
      overview,
      text.replace("## Files", "- [002 @ 01-15 14:40] Built it\n\n## Files"),
    );
    assertEquals(found((await verify(project)).lines), [
      `${missing}the flow log knows iteration 2, the journal ends with 1`,
      `${missing}"${log}" knows iteration 4, the journal ends with 1`,
      `${missing}"${logs}" knows iteration 3, the journal ends with 1`,
    ]);
  }));

Deno.test("verify run() finds a worktree on another branch, or none", () =>
  inProject(async (project) => {
    const folder = await approvedSession(project);
    const tree = join(project.worktrees, "26-01-15-auth");
    const switched = new Deno.Command("git", {
      args: ["-C", tree, "checkout", "-q", "-b", "other"],
    }).outputSync();
    assertEquals(switched.success, true);
    assertEquals(found((await verify(project)).lines), [
      'FOUND worktree: the worktree is on "other", the session works on "auth"',
    ]);
    Deno.removeSync(tree, { recursive: true });
    assertEquals(found((await verify(project)).lines), [
      `FOUND worktree: the working folder "${tree}" is gone`,
    ]);
    Deno.removeSync(join(folder, "_overview.md"));
    assertEquals(
      found((await verify(project)).lines)[0],
      "FOUND overview: the overview is missing",
    );
  }));

Deno.test("verify run() finds attempts without an end or without need, and an iteration decided twice", () =>
  inProject(async (project) => {
    await approvedSession(project, [
      { kind: "iteration-started", phase: "implementation", iteration: 2 },
      attemptStarted(1),
      attemptEnded(),
      {
        kind: "signal-read",
        reading: {
          kind: "valid",
          fenced: true,
          signal: { status: "continue" },
        },
      },
      attemptStarted(2),
      decided("implementation", "implementation"),
      decided("implementation", "implementation"),
    ]);
    const { lines } = await verify(project);
    assertEquals(found(lines).slice(0, 3), [
      "FOUND attempts: attempt 2-2 has no end: the next run ends it",
      "FOUND decisions: iteration 2 was decided more than once",
      "FOUND attempts: attempt 2-2 was started although its iteration had a signal",
    ]);
  }));

Deno.test("verify run() prints JSON", () =>
  inProject(async (project) => {
    await approvedSession(project);
    const { lines } = await verify(project, { json: true });
    const value = JSON.parse(lines.join("\n"));
    assertEquals(
      [value.ok, value.rows, value.findings, value.gates[0].by],
      [true, 7, [], "ann"],
    );
    assertEquals(Object.keys(value.gates[0]).at(-1), "plan_hash");
  }));

Deno.test("verify run() says that a session of an earlier program has no journal", () =>
  inProject(async (project) => {
    await project.session("26-01-15-auth");
    const { code, lines } = await verify(project);
    assertEquals([code, lines.length], [0, 1]);
    assertEquals(lines[0]?.includes("there is no journal"), true);
  }));
