import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/history.ts";
import {
  attemptEnded,
  attemptStarted,
  decided,
  prepared,
  runStarted,
} from "../workflow/fixture.ts";
import { inProject, type MadeProject, type TimedRow } from "./made_session.ts";

const FROM = Date.parse("2026-01-15T14:00:00Z");
const MINUTE = 60_000;

function call(flags: Record<string, string | boolean> = {}) {
  return { flags, positionals: ["auth"] };
}

function tree(head: string) {
  return { head, tree: null, branch: null, dirty: false };
}

function reading(status: "continue" | "waiting"): TimedRow {
  return {
    kind: "signal-read",
    reading: { kind: "valid", signal: { status }, fenced: true },
  };
}

function made(heads: readonly string[]): readonly TimedRow[] {
  return [
    prepared[0]!,
    {
      ...prepared[1] as Extract<TimedRow, { kind: "worktree-ready" }>,
      base: heads[0] ?? "c0ffee",
      workingDir: heads[0] === undefined ? "/gone" : heads.at(-1)!,
    },
    {
      ...runStarted as Extract<TimedRow, { kind: "run-started" }>,
      autoApprove: true,
    },
    {
      kind: "iteration-started",
      iteration: 1,
      phase: "investigation",
      afterMs: MINUTE,
    },
    attemptStarted(1),
    {
      ...attemptEnded({
        outcome: { kind: "network", message: "no answer" },
        durationMs: MINUTE,
        kept: "refs/samocode/wip/a/1-1",
      }),
      afterMs: MINUTE,
    },
    attemptStarted(2),
    {
      ...attemptEnded({ durationMs: 3 * MINUTE, costUsd: 0.5 }),
      afterMs: 3 * MINUTE,
    },
    reading("continue"),
    {
      kind: "fields-restored",
      fields: [{ name: "Phase", found: "done", put: "investigation" }],
    },
    decided("investigation", "planning", {
      tree: tree(heads[2] ?? "beef"),
    }),
    { kind: "iteration-started", iteration: 2, phase: "planning" },
    attemptStarted(1),
    attemptEnded({ durationMs: MINUTE, costUsd: 1 }),
    reading("waiting"),
    decided("planning", "planning", {
      decision: "hold",
      rule: "wait",
      wait: {
        reason: "plan_approval",
        to: "implementation",
        plan: "p.md",
        planHash: "ab",
      },
      tree: tree(heads[2] ?? "beef"),
    }),
    {
      kind: "run-stopped",
      reason: "waiting",
      code: 4,
      text: "The plan waits",
      next: null,
      overview: null,
    },
    {
      kind: "gate-opened",
      by: "ada",
      channel: "command",
      reason: "plan_approval",
      from: "planning",
      to: "implementation",
      plan: "p.md",
      planHash: "ab",
      note: "go\non",
      change: null,
      afterMs: 60 * MINUTE,
    },
  ];
}

async function lines(
  project: MadeProject,
  flags: Record<string, string | boolean> = {},
): Promise<readonly string[]> {
  const terminal = project.terminal();
  assertEquals(await run(call(flags), terminal), 0);
  return terminal.outLines;
}

Deno.test("history run() has a line for each iteration, and what happened around it", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: made([]), fromMs: FROM });
    assertEquals(await lines(project), [
      "#    BEGAN        PHASE           TIME   COST  COMMITS  ATTEMPTS  SIGNAL    DECISION",
      "     01-15 14:00  session made: Do it",
      "     01-15 14:00  worktree ready: /gone",
      "     01-15 14:00  run started: process 7, demo, --auto-approve",
      "001  01-15 14:01  investigation  4 min  $0.50        ?         2  continue  → planning",
      "     01-15 14:02  attempt 1: network: no answer; unfinished work kept as refs/samocode/wip/a/1-1",
      "     01-15 14:05  put back in the overview: Phase (done → investigation)",
      "002  01-15 14:05  planning       1 min  $1.00        0         1  waiting   waits for plan approval",
      "     01-15 14:05  run stopped with 4, waiting: The plan waits",
      "     01-15 15:05  plan approval by ada (command): go",
    ]);
  }));

Deno.test("history run() folds signals that are missing again and again, and lists all answers of a call", () =>
  inProject(async (project) => {
    const missing: TimedRow = {
      kind: "signal-read",
      reading: { kind: "missing", reason: "there is no file" },
    };
    const answer: TimedRow = {
      kind: "request",
      by: "ada",
      channel: "command",
      verb: "answer",
      text: "Q1: A - RSA\nQ2: here",
      from: "requirements",
      to: null,
      change: null,
    };
    const rows: readonly TimedRow[] = [
      ...prepared,
      { kind: "iteration-started", iteration: 1, phase: "investigation" },
      ...[1, 2, 3].flatMap((attempt) => [
        attemptStarted(attempt),
        attemptEnded(),
        missing,
      ]),
      decided("investigation", "investigation", {
        decision: "repeat",
        rule: "already-answered",
      }),
      answer,
      { ...answer, verb: "goto", text: "Back", to: "planning" },
    ];
    await project.session("auth", { rows, fromMs: FROM });
    const shown = await lines(project);
    assertEquals(shown.slice(-3), [
      "     01-15 14:00  signal missing: there is no file (3 times)",
      "     01-15 14:00  answer from ada (command): Q1: A - RSA; Q2: here",
      "     01-15 14:00  goto planning from ada (command): Back",
    ]);
    assertEquals(
      shown.at(-4)?.split(/ {2,}/).at(-1),
      "again: already answered",
    );
  }));

Deno.test("history run() counts commits as git knows them", () =>
  inProject(async (project) => {
    const git = (...args: string[]) => {
      const { stdout } = new Deno.Command("git", {
        args: ["-c", "user.name=A", "-c", "user.email=a@b", ...args],
        cwd: project.repo,
      }).outputSync();
      return new TextDecoder().decode(stdout).trim();
    };
    git("init", "-q");
    const heads = ["base", "one", "two"].map((text) => {
      git("commit", "-q", "--allow-empty", "-m", text);
      return git("rev-parse", "HEAD");
    });
    const rows = made([...heads, project.repo]);
    await project.session("auth", { rows, fromMs: FROM });
    const counts = (await lines(project)).filter((line) => /^\d/.test(line))
      .map((line) => line.split(/ {2,}/)[5]);
    assertEquals(counts, ["2", "0"]);
  }));

Deno.test("history run() keeps to the newest iterations", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: made([]), fromMs: FROM });
    const newest = await lines(project, { count: "1" });
    assertEquals(newest.length, 4);
    assertEquals(newest[1]?.slice(0, 26), "002  01-15 14:05  planning");
    const [text] = await lines(project, { count: "1", json: true });
    const rows: readonly { kind: string }[] = JSON.parse(text!);
    assertEquals(rows.map(({ kind }) => kind), [
      "iteration-started",
      "attempt-started",
      "attempt-ended",
      "signal-read",
      "decided",
      "run-stopped",
      "gate-opened",
    ]);
    assertEquals(
      JSON.parse((await lines(project, { json: true })).join("")).length,
      made([]).length,
    );
    assertEquals(await lines(project, { count: "0", json: true }), ["[]"]);
  }));

Deno.test("history run() tells what a broken journal still says", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: made([]) });
    await Deno.writeTextFile(paths.journal, "nonsense\n", { append: true });
    const terminal = project.terminal();
    assertEquals(await run(call(), terminal), 0);
    assertEquals(terminal.outLines.length, 10);
    assertEquals(terminal.errLines.length, 1);
    await Deno.remove(join(paths.folder, "_journal.jsonl"));
    const empty = project.terminal();
    assertEquals(await run(call(), empty), 0);
    assertEquals(empty.errLines, ['samocode: "auth" has no history yet']);
  }));
