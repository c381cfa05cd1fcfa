import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "@std/path";
import { run } from "../../lib/cli/attach.ts";
import { type SessionPaths, sessionPaths } from "../../lib/session/paths.ts";
import type { NewRow } from "../../lib/workflow/row.ts";
import { until } from "../system/survivors.ts";
import { attemptStarted, prepared, runStarted } from "../workflow/fixture.ts";
import { appendRows, inProject, type MadeProject } from "./made_session.ts";
import {
  endRun,
  holdLease,
  inRepository,
  program,
  programWords,
  startIn,
  untilRow,
} from "./program.ts";

const begun: readonly NewRow[] = [...prepared, runStarted];

function logLine(text: string): string {
  return `2026-01-15T14:30:00.000+01:00 INFO  ${text}\n`;
}

/** An attach that prints into files, so that it can be read while it goes on. */
function attach(project: MadeProject, name = "auth") {
  const script = 'exec "$@" >out 2>err';
  const words = ["/bin/sh", "-c", script, "sh", ...programWords];
  const child = startIn(project, [...words, "attach", name], {
    stdout: "null",
    stderr: "null",
  });
  const read = (name: string) => textOf(join(project.repo, name));
  return { child, out: () => read("out"), err: () => read("err") };
}

function log(paths: SessionPaths, text: string) {
  Deno.writeTextFileSync(paths.log, text, { append: true });
}

Deno.test("attach prints what the run logs until it ends, with its last line and its code", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    log(paths, logLine("Before"));
    const lease = await holdLease(paths);
    const { child, out, err } = attach(project);
    await until(() => out() === "Before\n— live —\n");
    log(paths, logLine("Iteration 1\u001b[2J"));
    await until(() => out().includes("Iteration 1"));
    const end = {
      reason: "limit",
      code: 6,
      next: "samocode run auth",
    } as const;
    await appendRows(paths, {
      rows: [{ kind: "run-stopped", ...end, text: "", overview: null }],
    });
    log(paths, logLine("limit: 1 hours are used up"));
    lease.release();
    const { code } = await child.status;
    assertEquals(code, 6);
    assertEquals(err(), "");
    assertEquals(
      out(),
      "Before\n— live —\nIteration 1[2J\nlimit: 1 hours are used up\n" +
        "samocode: limit next: samocode run auth\n",
    );
  }));

Deno.test("attach begins with the last ten lines of the log", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    const numbers = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
    log(paths, numbers.map(logLine).join(""));
    const lease = await holdLease(paths);
    const terminal = project.terminal();
    const attached = run({ flags: {}, positionals: ["auth"] }, terminal);
    await until(() => terminal.outLines.includes("— live —"));
    lease.release();
    assertEquals(await attached, 1);
    assertEquals(terminal.outLines, [
      ...numbers.slice(2),
      "— live —",
      "samocode: stopped next: samocode run auth",
    ]);
  }));

Deno.test("attach leaves the run alone at Ctrl-C", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    log(paths, logLine("Before"));
    const lease = await holdLease(paths);
    const { child, out, err } = attach(project);
    await until(() => out() !== "");
    Deno.kill(child.pid, "SIGINT");
    const { code } = await child.status;
    lease.release();
    assertEquals(code, 0);
    assertEquals(err(), "samocode: auth still runs; samocode attach auth\n");
  }));

Deno.test("attach tells that the run was killed", () =>
  inProject(async (project) => {
    const paths = await project.session("auth", { rows: begun });
    log(paths, logLine("Before"));
    const lease = await holdLease(paths);
    const { child, out } = attach(project);
    await until(() => out() !== "");
    lease.release();
    const { code } = await child.status;
    assertEquals(code, 1);
    assertEquals(
      out().split("\n").at(-2),
      "samocode: stopped next: samocode run auth",
    );
  }));

Deno.test("attach refuses a session that nothing runs on", () =>
  inProject(async (project) => {
    await project.session("auth", { rows: begun });
    const { code, err } = await program(project, "attach", "auth");
    assertEquals(code, 1);
    assertStringIncludes(err, 'Cannot attach to "auth": no run works on it');
    assertStringIncludes(err, "try: samocode status auth");
  }));

Deno.test("attach keeps a line below the others on a terminal, and takes it away at the end", () =>
  inProject(async (project) => {
    const rows: readonly NewRow[] = [
      ...begun,
      { kind: "iteration-started", iteration: 1, phase: "investigation" },
      attemptStarted(1),
    ];
    const paths = await project.session("auth", { rows });
    log(paths, logLine("Before"));
    const lease = await holdLease(paths);
    const terminal = project.terminal({ isTerminal: true });
    const attached = run({ flags: {}, positionals: ["auth"] }, terminal);
    await until(() => terminal.errLines.length > 0);
    lease.release();
    assertEquals(await attached, 1);
    assertEquals(terminal.outLines, [
      "Before",
      "— live —",
      "samocode: stopped next: samocode run auth",
    ]);
    assertMatch(
      terminal.errLines[0]!,
      // deno-lint-ignore no-control-regex
      /^\r\x1b\[Kinvestigation · iteration 1 · running [\d.]+ s$/,
    );
    assertEquals(terminal.errLines.at(-1), "\r\x1b[K");
  }));

Deno.test("attach follows a run that stays at its gates, and goes on when the questions are answered", () =>
  inRepository(async (project) => {
    const name = "26-01-15-auth";
    const paths = sessionPaths(join(project.sessions, name));
    const call = ["run", name, "--stay", "--quiet", "--task", "Greet"];
    const run = startIn(project, [...programWords, ...call], {
      stdout: "null",
      stderr: "null",
    });
    await until(() => textOf(paths.journal).includes('"gate-waiting"'));
    const { child, out } = attach(project, name);
    await until(() => out().includes("Waits for answers to its questions"));
    const questions = textOf(paths.qa);
    Deno.writeTextFileSync(paths.qa, questions.replaceAll("_waiting_", "A"));
    await until(() => out().includes("Waits for plan approval"));
    await untilRow(paths, "gate-opened");
    await endRun(paths);
    assertEquals((await run.status).code, 143);
    assertEquals((await child.status).code, 143);
    assert(out().endsWith(`samocode: terminated next: samocode run ${name}\n`));
  }));

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
